"""Context managers of generators, stacks of them, asynchronous ones."""

import contextlib
import sys
from contextlib import *
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__))
@contextmanager
def cm(x):
    """doc of cm"""
    print('enter', x)
    try: yield x * 2
    except ValueError as e: print('caught', e)
    finally: print('exit', x)
with cm(3) as v: print(v)
with cm(4): raise ValueError('boo')
def bad():
    with cm(5): raise KeyError('k')
t(bad)
print(cm.__name__, cm.__doc__, cm.__wrapped__.__name__)
@contextmanager
def none():
    if False: yield
@contextmanager
def two():
    yield 1
    yield 2
@contextmanager
def two_throw():
    try: yield 1
    except Exception: pass
    yield 2
def run(m, exc=None):
    def f():
        with m() as x:
            if exc: raise exc
            return x
    return f
t(run(none)); t(run(two)); t(run(two_throw, ValueError('v'))); t(run(two, ValueError('w')))
@contextmanager
def reraise():
    try: yield
    except ValueError as e: raise RuntimeError('other') from e
t(run(reraise, ValueError('z')))
@contextmanager
def passthrough(): yield
t(run(passthrough, StopIteration('s'))); t(run(passthrough, RuntimeError('r'))); t(run(passthrough, StopAsyncIteration(1)))
@cm(7)
def deco(a): print('body', a); return a + 1
print(deco(1), deco(2), deco.__name__)
class Track(ContextDecorator):
    def __enter__(self): print('in'); return self
    def __exit__(self, *a): print('out', a[0]); return True
@Track()
def g(): 1/0
print(g())
class C:
    def close(self): print('closed')
with closing(C()) as c: print(type(c).__name__)
with suppress(ZeroDivisionError, KeyError): 1/0
def s():
    with suppress(KeyError): 1/0
t(s)
with nullcontext(5) as n: print(n)
with nullcontext() as n: print(n)
class Out:
    def __init__(self): self.t = ''
    def write(self, s): self.t += s
    def flush(self): pass
o = Out()
with redirect_stdout(o) as oo: print('hidden'); print('two')
print(repr(o.t), oo is o)
with redirect_stderr(o): print('err', file=sys.stderr)
print(repr(o.t))
class M:
    def __init__(self, n, sup=False, exc=None): self.n, self.sup, self.exc = n, sup, exc
    def __enter__(self): print('enter', self.n); return self.n
    def __exit__(self, *a):
        print('exit', self.n, a[0] and a[0].__name__)
        if self.exc: raise self.exc
        return self.sup
with ExitStack() as st:
    print([st.enter_context(M(i)) for i in range(3)])
    st.callback(print, 'cb', 1, sep='-')
    st.push(lambda *a: print('pushed', a))
    st.push(M('p'))
def es1():
    with ExitStack() as st:
        st.enter_context(M(1)); st.enter_context(M(2, exc=KeyError('from 2'))); st.enter_context(M(3))
        raise ValueError('orig')
t(es1)
with ExitStack() as st:
    st.enter_context(M(1)); st.enter_context(M(2, sup=True)); raise ValueError('sup')
t(lambda: ExitStack().enter_context(5))
st = ExitStack(); st.enter_context(M('a')); st2 = st.pop_all(); st.close(); print('--'); st2.close()
@st.callback
def later(): print('later')
st.close()
def es2():
    try: raise TypeError('outer')
    except TypeError:
        with ExitStack() as st:
            st.enter_context(M(2, exc=KeyError('in')))
t(es2)
class Abs(AbstractContextManager): pass
t(lambda: Abs())
print(issubclass(M, AbstractContextManager), isinstance(C(), AbstractContextManager), AbstractContextManager[int])
import asyncio
@asynccontextmanager
async def acm(x):
    print('aenter', x); await asyncio.sleep(0)
    try: yield x
    finally: print('aexit', x)
class AM:
    async def __aenter__(self): print('AM in'); return 'am'
    async def __aexit__(self, *a): print('AM out', a[0])
@asynccontextmanager
async def anone():
    if False: yield
@asynccontextmanager
async def atwo():
    yield 1
    yield 2
async def main():
    async with acm(1) as v: print(v)
    try:
        async with acm(2): raise ValueError('q')
    except ValueError as e: print('got', e)
    for m in (anone, atwo):
        try:
            async with m(): pass
        except RuntimeError as e: print(e)
    async with AsyncExitStack() as st:
        print(await st.enter_async_context(acm(3)), await st.enter_async_context(AM()), st.enter_context(M('sync')))
        async def cb(*a): print('acb', a)
        st.push_async_callback(cb, 1, 2); st.callback(print, 'plain')
    try: await AsyncExitStack().enter_async_context(5)
    except TypeError as e: print(e)
    async def ag():
        try: yield 1; yield 2
        finally: print('ag closed')
    async with aclosing(ag()) as a:
        async for x in a: print(x); break
    async with nullcontext('n') as n: print(n)
    @acm(9)
    async def dec(): print('in dec'); return 5
    print(await dec())
    try:
        async with AsyncExitStack() as st:
            await st.enter_async_context(acm('z')); raise KeyError('zz')
    except KeyError as e: print(repr(e))
asyncio.run(main())
print(sorted(contextlib.__all__))
