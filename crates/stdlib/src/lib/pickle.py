"""Create portable serialized representations of Python objects."""

# Written from the library reference ("pickle"). The bytes are the native half's.

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'dump', 'dumps', 'load', 'loads']


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Return the pickled representation of the object as a bytes object."""
    if protocol is None:
        protocol = DEFAULT_PROTOCOL
    elif protocol < 0:
        protocol = HIGHEST_PROTOCOL
    elif protocol > HIGHEST_PROTOCOL:
        raise ValueError(f'pickle protocol must be <= {HIGHEST_PROTOCOL}')
    elif protocol < 4:
        raise NotImplementedError('pickle protocols before 4 are not written')
    return _encode(obj, protocol)


def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
    """Read and return an object from the given pickle data."""
    return _decode(data)[0]


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write a pickled representation of obj to the open file object file."""
    file.write(dumps(obj, protocol))


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
    """Read and return an object from the pickle data stored in a file."""
    data = file.read()
    obj, used = _decode(data)
    if used < len(data):
        # What follows is the next object's.
        file.seek(used - len(data), 1)
    return obj


def _find(cls, name):
    """What a class or one of its bases has under a name, object apart."""
    for base in cls.__mro__:
        if base is not object and name in base.__dict__:
            return base.__dict__[name]
    return None


def _reduce(obj):
    """Takes an object apart: (function, args, state, items, pairs, whether the function is a class to be made by
    __new__), or the name of a global."""
    cls = type(obj)
    if cls in _PLAIN:
        return _PLAIN[cls](obj)
    if cls is type:
        return type, (_SINGLE[obj],)
    for name, args in (('__reduce_ex__', (4,)), ('__reduce__', ())):
        if _find(cls, name) is not None:
            return _as_told(cls, getattr(obj, name)(*args))
    if isinstance(obj, type):
        return obj.__qualname__
    if isinstance(obj, BaseException):
        state = dict(obj.__dict__) or None
        return cls, obj.args, state
    if not _can_be_made(cls):
        raise TypeError(f'cannot pickle {_full_name(cls)!r} object')
    return _newly_made(obj, cls)


def _as_told(cls, parts):
    """What __reduce__ gave, with copyreg's way to say that something is made by __new__."""
    if isinstance(parts, str):
        return parts
    if not isinstance(parts, tuple):
        raise PicklingError(f'__reduce__ must return a string or tuple, not {type(parts).__name__}')
    if not 2 <= len(parts) <= 6:
        raise PicklingError('tuple returned by __reduce__ must contain 2 through 6 elements')
    if not callable(parts[0]):
        raise PicklingError('first item of the tuple returned by __reduce__ must be callable')
    if not isinstance(parts[1], tuple):
        raise PicklingError('second item of the tuple returned by __reduce__ must be a tuple')
    parts = parts + (None,) * (5 - len(parts))
    if getattr(parts[0], '__name__', '') == '__newobj__':
        return (parts[1][0], parts[1][1:], *parts[2:5], True)
    return parts[:5]


def _full_name(cls):
    module = cls.__module__
    if module == 'builtins' or not isinstance(module, str):
        return cls.__name__
    return f'{module}.{cls.__qualname__}'


def _can_be_made(cls):
    """Whether __new__ alone makes an object of a class: a native one says itself how it is made."""
    return all(base is object or base in _HELD or not _is_native(base) for base in cls.__mro__)


def _is_native(cls):
    # Classes that are made by a statement know where it stands.
    return '__firstlineno__' not in cls.__dict__


# The types whose values an object of a derived class may be around.
_HELD = (int, float, str, bytes, bytearray, tuple, list, dict, set, frozenset, complex)


def _newly_made(obj, cls):
    args, items, pairs = (), None, None
    if _find(cls, '__getnewargs_ex__') is not None:
        args, keywords = obj.__getnewargs_ex__()
        if keywords:
            return (lambda: 0), ()
    elif _find(cls, '__getnewargs__') is not None:
        args = obj.__getnewargs__()
    else:
        for held in (int, float, str, bytes, complex):
            if isinstance(obj, held):
                args = (held(obj),)
        for held in (tuple, frozenset, set, bytearray):
            if isinstance(obj, held):
                args = (held(obj),)
    if isinstance(obj, list):
        items = list(obj)
    elif isinstance(obj, dict):
        pairs = list(dict.items(obj))
    if isinstance(obj, (set, bytearray)):
        # They are filled by __init__, not by __new__.
        return cls, args, _state(obj, cls), items, pairs
    return cls, args, _state(obj, cls), items, pairs, True


def _state(obj, cls):
    if _find(cls, '__getstate__') is not None:
        return obj.__getstate__()
    own = getattr(obj, '__dict__', None)
    own = dict(own) if own else None
    slots = {}
    for base in cls.__mro__:
        names = base.__dict__.get('__slots__', ())
        for name in (names,) if isinstance(names, str) else names:
            if name in ('__dict__', '__weakref__'):
                continue
            if name.startswith('__') and not name.endswith('__'):
                name = f'_{base.__name__.lstrip("_")}{name}'
            if hasattr(obj, name):
                slots[name] = getattr(obj, name)
    return (own, slots) if slots else own


def _module_of(obj, name):
    """The module of a global that is known by its name."""
    return getattr(obj, '__module__', None) or '__main__'


def _build(obj, state):
    """Gives an object the state that it had."""
    restore = getattr(obj, '__setstate__', None)
    if restore is not None:
        restore(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        obj.__dict__.update(state)
    if slots:
        for name, value in slots.items():
            setattr(obj, name, value)


def _method(obj):
    return getattr, (obj.__self__, obj.__name__)


def _unbound(obj):
    return getattr, (obj.__objclass__, obj.__name__)


class _HasMethod:
    def method(self):
        pass


_PLAIN = {
    range: lambda obj: (range, (obj.start, obj.stop, obj.step)),
    slice: lambda obj: (slice, (obj.start, obj.stop, obj.step)),
    complex: lambda obj: (complex, (obj.real, obj.imag)),
    bytearray: lambda obj: (bytearray, (bytes(obj),)),
    object: lambda obj: (object, (), None, None, None, True),
    type(_HasMethod().method): _method,
    type([].append): _method,
    type(str.upper): _unbound,
    type(object().__repr__): _method,
    type(object.__repr__): _unbound,
}

_SINGLE = {type(None): None, type(...): ..., type(NotImplemented): NotImplemented}
