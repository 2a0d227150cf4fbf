"""Types with arguments, and unions."""

import types, collections.abc as c, typing
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
T = typing.TypeVar('T')
a = list[int]; print(a, a.__origin__, a.__args__, a.__parameters__, a == list[int], a != list[str], hash(a) == hash(list[int]), a(), a([1]), type(a), a.__name__, a.append)
t(lambda: list[int][str]); t(lambda: dict[T, int][str]); t(lambda: dict[T, int][str, int]); t(lambda: dict[T, list[T]][str]); t(lambda: dict[T, T].__parameters__)
t(lambda: isinstance([], list[int])); t(lambda: issubclass(list, list[int]))
print(tuple[int, ...], tuple[()], types.GenericAlias(list, (int,)), types.GenericAlias(list, int), list["X"], dict[str, list[int]])
print(c.Callable[[int, str], float], c.Callable[..., int], c.Callable[[], None], c.Iterable[int], c.Mapping[str, int], c.Callable[[int], str].__args__, c.Callable[[T], T][int])
t(lambda: c.Callable[int]); t(lambda: c.Callable[int, str])
u = int | str; print(u, type(u), u.__args__, u == (str | int), hash(u) == hash(str | int), isinstance(1, u), int | None, int | int, (int | str) | int, list[int] | None, None | int)
t(lambda: int | 3); t(lambda: u.__origin__); t(lambda: u()); print(u.__parameters__, list[T] | None, (list[T] | None)[int], typing.get_origin(u), typing.get_args(u))
class G:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(G[1]); t(lambda: int[3]); t(lambda: int.foo); 
class L(list[int]): pass
print(L.__mro__, L.__orig_bases__, L([1]))
t(lambda: list[int].nope); print(type(list[int]) is types.GenericAlias, type(int|str) is types.UnionType, issubclass(bool, int | str), [x for x in (1,'a',None) if isinstance(x, int | None)])
