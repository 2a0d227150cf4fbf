"""Names of typing: how they are shown, what can be asked of them, errors."""

import typing
from typing import *
from typing import NamedTuple, TypedDict, get_type_hints, get_origin, get_args
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, None], Union[int], Optional[None], Tuple[int, ...], Tuple[()], Set[str], Callable[[int], str], Callable[..., Any], Any, Type[int], Iterable[int], Literal['a', 1], Annotated[int, 'meta'], ClassVar[int], Final[int], NoReturn, Never, Self)
print(Union[int, Union[str, float]], Union[int, str] == Union[str, int], Optional[Union[int, str]], Union[int, int, str], Union[List[int], None], List[Optional[int]], Dict[str, List[int]], Union['X', int], List['X'], Awaitable[int], Coroutine[Any, Any, int], AsyncIterator[int], AsyncGenerator[int, None], Generator[int, str, None], Iterator[str], Mapping[str, int], Sequence[int], List, Dict, Callable, Tuple, Type, Deque[int], DefaultDict[str, int], ContextManager[int], FrozenSet[int], Counter[str])
T = TypeVar('T'); K = TypeVar('K', bound=int); V = TypeVar('V', int, str); C = TypeVar('C', covariant=True); D = TypeVar('D', contravariant=True); P = ParamSpec('P')
print(T, K, V, C, D, P, T.__name__, K.__bound__, V.__constraints__, C.__covariant__, List[T], List[T][int], Dict[T, K], Callable[P, T], Union[T, int], Optional[T], Union[T, int][str], Tuple[T, T], List[T].__parameters__, Callable[[T], T][int]); t(lambda: TypeVar('T', int)); t(lambda: List[int][str]); t(lambda: List[int, str]); t(lambda: Dict[int]); t(lambda: Optional[int, str]); t(lambda: Union[()]); t(lambda: Literal[()]) 
print(List[int].__origin__, List[int].__args__, get_origin(List[int]), get_args(Dict[str, int]), get_origin(Union[int, str]), get_args(Optional[int]), get_origin(list[int]), get_args(Callable[[int], str]), get_origin(int), get_args(int), get_origin(Annotated[int, 'x']), get_args(Annotated[int, 'x']), get_origin(Literal[1]), get_args(Literal[1, 'a']), get_origin(Callable[..., int]), get_args(Callable[..., int]), get_origin(Generic[T]), get_origin(List), get_origin(ClassVar[int]), get_origin(int | str), Union[int, str].__origin__, Literal[1, 2].__args__)
class Stack(Generic[T]):
    def __init__(self): self.items: list[T] = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int](); s.push(1); print(s.items, Stack[int], Stack, Stack[T], Stack[int].__origin__, Stack.__parameters__, Stack.__orig_bases__, Stack.__mro__, type(s), Stack[int]().__orig_class__, Stack[int] == Stack[int], hash(Stack[int]) == hash(Stack[int])); t(lambda: Stack[int, str]); t(lambda: isinstance(s, Stack[int])); t(lambda: Generic[int]); 
class Pair(Generic[T, K]): pass
class IntPair(Pair[int, K]): pass
class Sub(Stack[T]): pass
print(Pair[int, str], IntPair.__parameters__, IntPair[bool], Sub[int], Sub.__mro__, isinstance(s, Stack)); t(lambda: Pair[int])
class NT(NamedTuple):
    """docs"""
    x: int
    y: str = 'd'
    def m(self): return self.x
n = NT(1); print(n, n.x, n.y, n._asdict(), NT._fields, NT._field_defaults, NT.__annotations__, n.m(), NT.__doc__, n == (1, 'd'), NT.__mro__, len(NT.__orig_bases__)); t(lambda: NT()); N2 = NamedTuple('N2', [('a', int), ('b', str)]); print(N2(1, 'x'), N2.__annotations__)
def badnt():
    class B(NamedTuple): x: int = 1; y: int
t(badnt)
class TD(TypedDict):
    name: str
    age: int
d: TD = {'name': 'a', 'age': 1}; print(d, TD(name='x', age=2), type(TD(name='q', age=1)), TD.__annotations__, sorted(TD.__required_keys__), TD.__optional_keys__, TD.__total__, TD); t(lambda: isinstance({}, TD))
class TD2(TD, total=False):
    extra: int
    must: Required[str]
print(sorted(TD2.__required_keys__), sorted(TD2.__optional_keys__), TD2.__annotations__, TD2.__bases__, TD2.__total__); TD3 = TypedDict('TD3', {'a': int}); print(TD3(a=1), TD3.__annotations__)
class Quack(Protocol):
    def quack(self) -> str: ...
@runtime_checkable
class RQ(Protocol):
    def quack(self) -> str: ...
@runtime_checkable
class HasX(Protocol):
    x: int
class Duck:
    x = 1
    def quack(self): return 'q'
class Impl(Quack):
    def quack(self): return 'impl'
print(isinstance(Duck(), RQ), isinstance(5, RQ), issubclass(Duck, RQ), isinstance(Duck(), HasX), isinstance(Impl(), Quack) if False else '', Impl().quack()); t(lambda: isinstance(Duck(), Quack)); t(lambda: Quack()); t(lambda: issubclass(Duck, HasX)); t(lambda: RQ())
class GP(Protocol[T]):
    def get(self) -> T: ...
print(GP[int], GP.__parameters__)
print(cast(int, 'x'), NewType('UserId', int), NewType('UserId', int)(5), TYPE_CHECKING, get_type_hints(Stack.push), Text is str, AnyStr)
def f(a: 'int', b: Optional['str'] = None, *c: int, **d: 'List[int]') -> 'Stack[int]': pass
print(get_type_hints(f)); 
class H: a: 'int'; b: ClassVar['str'] = 'x'
class H2(H): c: 'H'
print(get_type_hints(H), get_type_hints(H2)); t(lambda: get_type_hints(5))
def g(a: Annotated[int, 'm']): pass
print(get_type_hints(g), get_type_hints(g, include_extras=True))
def u(a: 'Undefined'): pass
t(lambda: get_type_hints(u))
@overload
def ov(a: int) -> int: ...
@overload
def ov(a: str) -> str: ...
def ov(a): return a
print(ov(1)); 
@final
class Fin: pass
@no_type_check
def ntc(a: 'x y'): pass
print(Fin.__final__, get_type_hints(ntc)); t(lambda: assert_never(5)); print(assert_type(1, int))
print(isinstance([], List), issubclass(dict, Dict), isinstance({}, Mapping), isinstance(5, Hashable), issubclass(list, Sequence), isinstance(len, Callable)); t(lambda: isinstance([], List[int])); t(lambda: isinstance(1, Union[int, str])); t(lambda: List[int]()); t(lambda: List()); t(lambda: Union()); t(lambda: Any()); t(lambda: Optional[5]); t(lambda: List[5]); t(lambda: int | List[int]); print(List[int] | None, Optional[int] | str, T | int, 'x' | T if False else '', Union[int, str] | float)
t(lambda: Literal[1] == Literal[1, 1]); print(Literal['a'] | None, Annotated[List[T], 1][int], Annotated[Annotated[int, 1], 2], Annotated[int, 'a'].__metadata__, Annotated[int, 'a'].__origin__); t(lambda: Annotated[int]); print(ForwardRef('X'), List['X'].__args__, typing.Pattern if False else '', SupportsInt, isinstance(1.5, SupportsInt), Concatenate[int, P], Unpack[Tuple[int]], TypeGuard[int], LiteralString)
Alias = Dict[str, List[T]]; print(Alias[int], Alias.__parameters__); Vec: TypeAlias = List[float]; print(Vec); Json = Union[dict, list, str, int, float, bool, None]; print(Json)
class Any2(Any): pass
print(Any2(), type(Any)) if False else print(type(Any).__name__)
print(IO, TextIO, Match if False else '', Reversible[int], Collection[int], KeysView[str], ByteString if False else '', Sized, MutableMapping[str, int], OrderedDict[str, int], ChainMap[str, int], AsyncContextManager[int], AsyncIterable[str])
