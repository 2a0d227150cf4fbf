"""inspect: kinds, signatures, documentation, source, states."""

import inspect, functools, asyncio
from inspect import *
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def f(a, b: int = 1, /, c='x', *args: str, d, e: float = 2.5, **kw) -> bool:
    """Doc of f.

        indented
    last
    """
    return True
sig = signature(f); print(sig, repr(sig), list(sig.parameters), sig.return_annotation, sig.parameters['b'], repr(sig.parameters['b']), sig.parameters['d'].default is Parameter.empty, sig.parameters['a'].kind, sig.parameters['args'].kind.name, sig.parameters['e'].annotation, sig.parameters['kw'].kind == Parameter.VAR_KEYWORD)
print(signature(lambda: 0), signature(lambda x, *, y=1: x), signature(lambda *a: 0), signature(functools.partial(f, 1)), signature(functools.partial(f, 1, d=5)))
class C:
    """Class doc"""
    def __init__(self, x, y=2): self.x = x
    def m(self, a): "m doc"; return a
    @classmethod
    def cm(cls, b): pass
    @staticmethod
    def sm(c): pass
    @property
    def p(self): return 1
    def __call__(self, q): pass
    attr = 5
c = C(1)
print(signature(C), signature(c.m), signature(C.m), signature(C.cm), signature(C.sm), signature(c), signature(type('E', (), {})), signature(type('F', (C,), {})))
ba = sig.bind(1, 2, 3, 4, d=5, z=6); print(ba.arguments, ba.args, ba.kwargs, ba); ba = signature(c.m).bind(9); print(ba.arguments)
t(lambda: sig.bind()); t(lambda: sig.bind(1)); t(lambda: signature(c.m).bind(1, 2)); t(lambda: signature(c.m).bind(zz=1)); t(lambda: signature(c.m).bind(1, a=2)); print(sig.bind_partial(1).arguments)
ba = sig.bind(1, d=2); ba.apply_defaults(); print(ba.arguments)
print(sig.replace(return_annotation=int), sig.parameters['b'].replace(name='bb', default=9), Signature([Parameter('a', Parameter.POSITIONAL_OR_KEYWORD)]), sig == signature(f), hash(sig) == hash(signature(f)))
t(lambda: Parameter('1a', Parameter.POSITIONAL_ONLY)); t(lambda: Signature([Parameter('a', Parameter.KEYWORD_ONLY), Parameter('b', Parameter.POSITIONAL_ONLY)])); t(lambda: signature(5))
async def co(): await asyncio.sleep(0)
def gen(): yield 1
async def ag(): yield 1
x = co(); g = gen(); a = ag()
fs = [isfunction, ismethod, isclass, ismodule, isbuiltin, isroutine, iscoroutinefunction, iscoroutine, isawaitable, isgeneratorfunction, isgenerator, isasyncgenfunction, isasyncgen, ismethoddescriptor, isdatadescriptor, iscode, isabstract]
vals = [f, c.m, C, inspect, len, co, x, gen, g, ag, a, C.__dict__['p'], f.__code__, str.join, 5, [].append, functools.partial(co)]
for fn in fs: print(fn.__name__, ''.join('1' if fn(v) else '0' for v in vals))
print(getcoroutinestate(x), getgeneratorstate(g), getasyncgenstate(a)); next(g); print(getgeneratorstate(g)); x.close(); g.close(); print(getcoroutinestate(x), getgeneratorstate(g), CORO_CREATED, GEN_SUSPENDED)
print(getdoc(f)); print(getdoc(C), getdoc(C.m), getdoc(c), getdoc(5) is not None, cleandoc('a\n   b\n  c'))
class D(C):
    def m(self, a): pass
print(getdoc(D.m), getdoc(D), getmro(D))
print([n for n, v in getmembers(c) if not n.startswith('__')], [n for n, v in getmembers(C, isfunction)], getmembers(c, lambda v: v == 5))
print(getfullargspec(f)); print(getfullargspec(C.m).args, getcallargs(f, 1, d=2))
def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k): return fn(*a, **k)
    return w
@deco
def wrapped(q, r=1): pass
print(signature(wrapped), signature(wrapped, follow_wrapped=False), unwrap(wrapped).__name__, getmodule(f).__name__, getmodulename('/a/b/foo.py'))
print(iscoroutinefunction(functools.partial(co)), asyncio.iscoroutinefunction(co), isawaitable(asyncio.Future) , iscoroutinefunction(c.m))
print(getsource(gen), end=''); print(getsource(C.m), end=''); print(getsourcelines(gen)); print(getsource(C).splitlines()[0], len(getsource(C).splitlines()))
t(lambda: getsource(len)); t(lambda: getsource(5))
def outer():
    fr = currentframe(); return fr.f_code.co_name, fr.f_lineno, fr.f_back.f_code.co_name, sorted(fr.f_locals), stack()[0].function, stack()[1].lineno
print(outer())
def ann(a: 'int', b: list[int], c: C = None) -> 'str': pass
print(signature(ann), get_annotations(ann), get_annotations(ann, eval_str=True), formatannotation(int), formatannotation(list[int]), formatannotation('s'))
from dataclasses import dataclass
@dataclass
class DC: x: int; y: str = 'a'
print(signature(DC), signature(print) if False else '')
from enum import Enum
