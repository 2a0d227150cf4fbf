"""Copies of objects, shallow and deep (library reference, "copy")."""

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    """What can't be copied."""


error = Error


class _Unknown:
    pass


# Of what does not change there is no need for another one.
_ATOMS = (
    type(None), int, float, bool, complex, str, bytes, type, range, slice, property, type(Ellipsis),
    type(NotImplemented), type(len), type(lambda: 0), type(list[int]), type(int | str),
)
_CONTAINERS = (list, dict, set, bytearray)


def _is_atom(x, cls):
    return cls in _ATOMS or issubclass(cls, type)


def copy(x):
    """A shallow copy."""
    cls = type(x)
    if _is_atom(x, cls) or cls in (tuple, frozenset):
        return x
    if cls in _CONTAINERS:
        return x.copy()
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    return _rebuilt(x, cls, None)


def deepcopy(x, memo=None, _nil=[]):
    """A copy with copies of all that it holds. memo knows what has been copied already."""
    cls = type(x)
    if _is_atom(x, cls):
        return x
    if memo is None:
        memo = {}
    key = id(x)
    known = memo.get(key, _nil)
    if known is not _nil:
        return known
    if cls in _DEEP:
        new = _DEEP[cls](x, memo)
    else:
        copier = getattr(x, "__deepcopy__", None)
        new = copier(memo) if copier is not None else _rebuilt(x, cls, memo)
    if new is not x:
        memo[key] = new
        # It must live as long as its number counts.
        memo.setdefault(id(memo), []).append(x)
    return new


def _deep_list(x, memo):
    new = memo[id(x)] = []
    for item in x:
        new.append(deepcopy(item, memo))
    return new


def _deep_dict(x, memo):
    new = memo[id(x)] = {}
    for key, value in x.items():
        new[deepcopy(key, memo)] = deepcopy(value, memo)
    return new


def _deep_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # A tuple within itself has been copied meanwhile.
    if id(x) in memo:
        return memo[id(x)]
    return x if all(a is b for a, b in zip(x, items)) else tuple(items)


def _deep_set(x, memo):
    return type(x)(deepcopy(item, memo) for item in x)


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_DEEP = {
    list: _deep_list,
    dict: _deep_dict,
    tuple: _deep_tuple,
    set: _deep_set,
    frozenset: _deep_set,
    bytearray: lambda x, memo: x.copy(),
    type(_Unknown().__init__): lambda x, memo: x,
}


class _Method:
    def method(self):
        pass


_DEEP[type(_Method().method)] = _deep_method


def _rebuilt(x, cls, memo):
    """A copy of an object that says nothing of how it is copied: a new instance with the same state."""
    if isinstance(x, BaseException):
        return _exception(x, cls, memo)
    reduce = getattr(cls, "__reduce__", None)
    if reduce is not None and reduce is not getattr(object, "__reduce__", None):
        return _by_reduction(x, reduce(x), memo)
    base = next((base for base in (list, dict, set, frozenset, tuple, str, bytes, bytearray, int, float)
                 if issubclass(cls, base)), None)
    arguments = getattr(x, "__getnewargs__", None)
    if base is None and cls.__new__ is object.__new__ or base is None and arguments is None:
        try:
            new = object.__new__(cls)
        except TypeError:
            raise TypeError(f"cannot pickle {cls.__name__!r} object") from None
    elif arguments is not None:
        args = arguments()
        new = cls.__new__(cls, *(deepcopy(args, memo) if memo is not None else args))
    else:
        new = _around(x, cls, base, memo)
    if memo is not None:
        memo[id(x)] = new
    _set_state(x, new, memo)
    if base in (list, set, dict):
        _fill(x, new, base, memo)
    return new


def _around(x, cls, base, memo):
    """A new instance of a class that derives from a built-in type."""
    if base in (list, set, dict, bytearray):
        return base.__new__(cls)
    content = base(x)
    return base.__new__(cls, deepcopy(content, memo) if memo is not None else content)


def _fill(x, new, base, memo):
    def own(value):
        return value if memo is None else deepcopy(value, memo)

    if base is dict:
        for key, value in dict.items(x):
            new[own(key)] = own(value)
    elif base is list:
        list.extend(new, [own(item) for item in list.__iter__(x)])
    else:
        set.update(new, [own(item) for item in set.__iter__(x)])


def _slots(cls):
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name.startswith("__") and not name.endswith("__"):
                yield f"_{base.__name__.lstrip('_')}{name}"
            elif name not in ("__dict__", "__weakref__"):
                yield name


def _state(x):
    getter = getattr(x, "__getstate__", None)
    if getter is not None and getattr(type(x), "__getstate__", None) is not getattr(object, "__getstate__", None):
        return getter(), True
    return dict(getattr(x, "__dict__", ())), False


def _set_state(x, new, memo):
    state, given = _state(x)
    if memo is not None:
        state = deepcopy(state, memo)
    setter = getattr(new, "__setstate__", None)
    if setter is not None:
        if state or given:
            setter(state)
        return
    if state:
        new.__dict__.update(state)
    for name in _slots(type(x)):
        try:
            value = getattr(x, name)
        except AttributeError:
            continue
        object.__setattr__(new, name, value if memo is None else deepcopy(value, memo))


def _exception(x, cls, memo):
    args = x.args if memo is None else deepcopy(x.args, memo)
    new = cls(*args)
    state = dict(x.__dict__)
    new.__dict__.update(state if memo is None else deepcopy(state, memo))
    return new


def _by_reduction(x, reduction, memo):
    """A copy by what __reduce__ gives: a function, its arguments, the state, items and pairs."""
    if isinstance(reduction, str):
        return x
    function, args, state, items, pairs = (*reduction, None, None, None)[:5]
    if memo is not None:
        args = [deepcopy(arg, memo) for arg in args]
    new = function(*args)
    if memo is not None:
        memo[id(x)] = new
    if state is not None:
        state = state if memo is None else deepcopy(state, memo)
        setter = getattr(new, "__setstate__", None)
        if setter is not None:
            setter(state)
        else:
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
                for name, value in (slots or {}).items():
                    setattr(new, name, value)
            if state:
                new.__dict__.update(state)
    for item in items or ():
        new.append(item if memo is None else deepcopy(item, memo))
    for key, value in pairs or ():
        if memo is not None:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        new[key] = value
    return new


def replace(obj, /, **changes):
    """A copy with some fields changed, for objects that have __replace__."""
    cls = type(obj)
    method = getattr(cls, "__replace__", None)
    if method is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return method(obj, **changes)
