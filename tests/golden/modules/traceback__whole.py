"""traceback: exceptions and stacks as text, as lists and as objects."""
import traceback, sys, io
print(traceback.__all__)
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
def inner(x): return 1 / x
def outer():
    try: inner(0)
    except ZeroDivisionError as e: raise ValueError('outer') from e
def ctx():
    try: inner(0)
    except ZeroDivisionError: raise KeyError('ctx')
try: outer()
except ValueError as e:
    err = e
    print(traceback.format_exc(), end='')
    traceback.print_exc(file=sys.stdout)
    for p in traceback.format_exception(e): print(repr(p))
    print(traceback.format_exception(e, chain=False)); print(traceback.format_exception(type(e), e, e.__traceback__, limit=1)); print(traceback.format_exception(e, limit=-1))
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e)); print(traceback.format_tb(e.__traceback__)); print(traceback.format_tb(e.__traceback__, limit=1)); traceback.print_tb(e.__traceback__, file=sys.stdout)
    s = traceback.extract_tb(e.__traceback__); print(s, type(s), len(s)); f = s[0]; print(f, f.filename == __file__, f.lineno, f.name, repr(f.line), f.locals, tuple(f)[1:], f[1], f.colno, f.end_colno, f.end_lineno, len(f))
    fn, ln, nm, tx = f; print(ln, nm, tx); print(f == s[0], s.format()); print(traceback.format_list(s) == s.format()); traceback.print_list(s, file=sys.stdout)
try: ctx()
except KeyError as e: print(traceback.format_exc(), end=''); print(traceback.format_exception(e)[:3])
print(traceback.format_exc()); traceback.print_exc(file=sys.stdout)
t(traceback.format_exception, None); t(traceback.format_exception_only, None); t(traceback.format_exception, 5); t(traceback.format_exception); t(traceback.format_exception_only, ValueError('x')); t(traceback.format_exception_only, ValueError, ValueError('y')); t(traceback.format_exception, ValueError('never raised'))
e = ValueError('noted'); e.add_note('n1'); e.add_note('n2\nn3'); t(traceback.format_exception_only, e)
class Odd(Exception):
    def __str__(self): raise RuntimeError
t(traceback.format_exception_only, Odd()); t(traceback.format_exception_only, Exception()); t(traceback.format_exception_only, KeyError('k')); t(traceback.format_exception_only, SystemExit(3))
def stack():
    traceback.print_stack(file=sys.stdout)
    print(traceback.format_stack()); print([(x.lineno, x.name) for x in traceback.extract_stack()]); print(traceback.format_stack(limit=1)); print([x.name for x in traceback.extract_stack(limit=-1)])
stack()
te = traceback.TracebackException.from_exception(err)
print(te, te.exc_type_str, te.exc_type, te.stack[0].name, te.__cause__.exc_type_str, te.__context__ is te.__cause__, te.__suppress_context__)
print(''.join(te.format()), end=''); print(list(te.format_exception_only())); te.print(file=sys.stdout); print(''.join(te.format(chain=False)), end='')
print(te == te, te.stack.__class__.__name__)
f = traceback.FrameSummary('nofile.py', 5, 'fn'); print(f, repr(f.line), f == ('nofile.py', 5, 'fn', ''), traceback.StackSummary.from_list([f]).format()); f = traceback.FrameSummary('nofile.py', 5, 'fn', line='  x = 1  ', locals={'a': 1}); print(repr(f.line), f.locals, traceback.format_list([f, ('a.py', 1, 'g', 'code')]))
def rec(n):
    if n: rec(n-1)
    else: raise IndexError('deep')
try: rec(10)
except IndexError as e: traceback.print_exc(file=sys.stdout); print(len(traceback.extract_tb(e.__traceback__)), traceback.format_exception(e)[-3:]); traceback.print_exc(limit=2, file=sys.stdout)
try: raise ExceptionGroup('g', [ValueError(1), TypeError('t')])
except ExceptionGroup as e: print(traceback.format_exc(), end='')
print([(fr.f_code.co_name, ln) for fr, ln in traceback.walk_tb(err.__traceback__)]); print(traceback.StackSummary.extract(traceback.walk_tb(err.__traceback__)).format())
traceback.clear_frames(err.__traceback__)
o = io.StringIO(); traceback.print_exception(err, file=o, limit=0); print(repr(o.getvalue()))
try: [].nope
except AttributeError: print(traceback.format_exc().splitlines()[-1])
try: undefined_nam
except NameError: print(traceback.format_exc().splitlines()[-1])
try: print
except: pass
import asyncio
async def a(): await b()
async def b(): raise RuntimeError('async')
async def main():
    try: await a()
    except RuntimeError: print(traceback.format_exc(), end='')
    traceback.print_stack(file=sys.stdout, limit=1)
asyncio.run(main())
traceback.print_exception(err)
