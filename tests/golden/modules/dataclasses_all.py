"""Dataclasses: options, fields, errors."""

from dataclasses import *
from dataclasses import dataclass, field
import dataclasses
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
p = P(1); print(p, P(1,2), P(1) == P(1), P(1) != P(2), p.tags is P(1).tags, repr(P(1, y=3, tags=[1])), P.__match_args__, P.__annotations__)
t(lambda: P()); t(lambda: P(1,2,[],4)); t(lambda: P(z=1)); t(lambda: hash(p)); t(lambda: P(1) < P(2)); p.x = 10; p.new = 1; print(p.x)
print(P.__init__.__annotations__, P.__eq__.__qualname__, P.__doc__, P.y, hasattr(P, 'x'), hasattr(P, 'tags'))
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'q'
f = F(1); t(lambda: setattr(f, 'a', 2)); t(lambda: delattr(f, 'a')); t(lambda: setattr(f, 'zz', 2)); print(hash(f) == hash(F(1)), F(1) < F(2), sorted([F(3), F(1,'b'), F(1,'a')]), {f: 1}[F(1)], F(1) <= F(1), F(2) > F(1), F(1) >= F(2)); t(lambda: F(1) < 3); print(F(1) == 3, issubclass(FrozenInstanceError, AttributeError))
@dataclass
class Inv:
    name: str
    price: float
    qty: int = 0
    total: float = field(init=False, repr=False, compare=False)
    def __post_init__(self): self.total = self.price * self.qty
i = Inv('a', 2.5, 4); print(i, i.total, asdict(i), astuple(i), replace(i, qty=1).total); t(lambda: replace(i, total=1))
@dataclass
class Iv:
    a: int
    b: InitVar[int] = 5
    def __post_init__(self, b): self.a += b
print(Iv(1), Iv(1, 10), fields(Iv)[0].name, len(fields(Iv)))
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
print(K(a=1)); t(lambda: K(1)); t(lambda: K())
@dataclass
class K2:
    a: int
    _: KW_ONLY
    b: int = 1
    c: int
print(K2(1, c=3)); t(lambda: K2(1,2,3)); t(lambda: K2(1))
@dataclass
class Base:
    x: int = 1
@dataclass
class Child(Base):
    y: int = 2
    x: int = 5
print(Child(), Child(1,2), [f.name for f in fields(Child)])
def nd():
    @dataclass
    class B:
        a: int = 1
        b: int
t(nd)
def mut():
    @dataclass
    class B: a: list = []
t(mut)
def both(): field(default=1, default_factory=list)
t(both)
def frozenmix():
    @dataclass
    class B(F): c: int = 1
t(frozenmix)
def frozenmix2():
    @dataclass(frozen=True)
    class B(P): c: int = 1
t(frozenmix2)
def ordeq():
    @dataclass(order=True, eq=False)
    class B: c: int = 1
t(ordeq)
@dataclass(slots=True)
class S:
    a: int
    b: int = 3
    def m(self): return super().__repr__()[:5] if False else __class__.__name__
s = S(1); print(s, S.__slots__, hasattr(s, '__dict__'), s.m()); t(lambda: setattr(s, 'zz', 1))
@dataclass(frozen=True, slots=True)
class FS: a: int = 1
print(FS(2)); t(lambda: setattr(FS(), 'a', 3))
@dataclass(repr=False, eq=False)
class NR: a: int
print(repr(NR(1)).startswith('<__main__.NR object'), NR(1) == NR(1), hash(NR(1)) is not None)
@dataclass(unsafe_hash=True)
class UH: a: int; b: list = field(hash=False, default_factory=list)
print(hash(UH(1)) == hash(UH(1, [2])))
print(is_dataclass(P), is_dataclass(p), is_dataclass(5), is_dataclass(int)); t(lambda: fields(5)); t(lambda: asdict(P)); t(lambda: astuple(5)); t(lambda: replace(5))
fl = fields(P)[1]; print(fl.name, fl.type, fl.default, fl.init, fl.repr, fl.compare, fl.hash, fl.kw_only, fl.metadata, fields(P)[0].default is MISSING)
@dataclass
class Md: a: int = field(metadata={'unit': 'm'}, default=1)
print(fields(Md)[0].metadata['unit'], fields(Md)[0].metadata)
@dataclass
class Node:
    v: int
    kids: list['Node'] = field(default_factory=list)
    d: dict = field(default_factory=dict)
n = Node(1, [Node(2), Node(3)], {'k': Node(4)}); print(n, asdict(n), astuple(n)); n.kids.append(n); print(n)
M = make_dataclass('M', ['a', ('b', int), ('c', int, field(default=5))]); print(M(1,2), M.__module__, M.__annotations__); t(lambda: make_dataclass('X', ['class'])); t(lambda: make_dataclass('X', ['a','a']))
from typing import ClassVar
@dataclass
class CV:
    a: int
    n: ClassVar[int] = 7
print(CV(1), CV.n, [f.name for f in fields(CV)])
@dataclass
class Own:
    a: int
    def __repr__(self): return 'own'
    def __eq__(self, o): return True
print(Own(1), Own(1) == 5); 
@dataclass()
class Par: a: int = 1
print(Par(), Par.__dataclass_params__)
class Plain:
    def __init__(self): self.z = 1
@dataclass
class Inh(Plain):
    a: int = 1
    def __post_init__(self): super().__init__()
print(Inh().z, Inh())
@dataclass
class Str:
    a: 'int' = 1
    b: 'list[str]' = field(default_factory=list)
print(Str(), fields(Str)[0].type, Str.__init__.__defaults__ is not None)
