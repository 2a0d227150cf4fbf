"""sys: frames, hooks, streams, limits."""
import sys
print(sys.hash_info); print(sys.float_info)
print(sys.getswitchinterval(), sys.float_repr_style, sys.platlibdir, repr(sys.abiflags), sys.pycache_prefix, sys.warnoptions, sys.byteorder, sys.maxunicode)
print(sys.getrefcount([]), sys.getrefcount(None), sys.getrefcount(5))
x=[]; y=x; print(sys.getrefcount(x))
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
t(sys._getframe().__class__); t(lambda: sys._getframe().f_code.co_name); t(sys._getframe, 100)
def f(): return sys._getframe(1).f_code.co_name, sys._getframe(1).f_lineno, sys._getframe().f_locals
def g(): a=1; return f()
print(g())
print(sys.excepthook, sys.unraisablehook, sys.displayhook, sys.__excepthook__ is sys.excepthook)
t(sys.exit,5); t(sys.exit); t(sys.exit,"x"); t(sys.exit,None); t(sys.exit,(1,2))
t(sys.intern,'a'); t(sys.intern,5); t(sys.setrecursionlimit,0); t(sys.setrecursionlimit,'a'); t(sys.setrecursionlimit,-5); t(sys.set_int_max_str_digits,5); t(sys.setswitchinterval,0.01); t(sys.getswitchinterval); t(sys.setswitchinterval,-1); t(sys.setswitchinterval,'a')
print('sys' in sys.modules, sys.modules['sys'] is sys, sys.modules['__main__'].__name__, type(sys.modules))
print(sys.stdout.name, sys.stdout.mode, sys.stdout.encoding, sys.stderr.errors, sys.stdin.name, sys.stdout.writable(), sys.stdout.readable(), sys.stdout.seekable.__name__, sys.stdout.closed, sys.stdin.fileno(), sys.stdout.line_buffering)
print(sys.stdout.write("abc\n")); t(sys.stdout.write,5); t(sys.stdin.write,'x'); t(sys.stdout.read); t(sys.stdout.readline)
print(sys.stdout.buffer.write(b"bytes\n")); sys.stdout.flush()
t(sys.stdout.writelines,["a\n","b\n"]); t(sys.stdout.fileno); t(sys.stdout.isatty); t(sys.stdout.reconfigure,line_buffering=True)
print(sys.is_finalizing(), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
print(sys.implementation.name if 0 else 'impl', sys.version_info >= (3,8), sys.version_info[:2], sys.version_info.major, sys.version[:4], sys.hexversion>0x03000000)
try: 1/0
except ZeroDivisionError: 
    print(sys.exc_info()[0], sys.exc_info()[1], type(sys.exc_info()[2]), sys.exc_info()[2].tb_lineno, sys.exception())
print(sys.exc_info())
import io
old=sys.stdout; sys.stdout=io.StringIO(); print("hidden"); v=sys.stdout.getvalue(); sys.stdout=old; print(repr(v))
sys.modules['fake']=5; import fake; print(fake)
sys.modules['gone']=None
try: import gone
except ImportError as e: print(type(e).__name__, e)
sys.displayhook(None); sys.displayhook(5); print(_)
print(type(sys.flags), sys.flags.optimize, sys.version_info.__class__, sys.getsizeof(1)>0, sys.getsizeof([1,2,3])>sys.getsizeof([]))
t(sys.getsizeof); t(sys.getsizeof,1,2,3)
print(sys.api_version, sys.get_int_max_str_digits(), sys.executable!=1, isinstance(sys.path,list), isinstance(sys.builtin_module_names,tuple), 'json' in sys.stdlib_module_names)
try: sys.nope
except AttributeError as e: print(e)
