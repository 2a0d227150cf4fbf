"""Weak references, and containers of them (library reference, "weakref")."""

import atexit

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
    "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize",
]

_read = object.__getattribute__
_write = object.__setattr__


def _target(proxy):
    target = _read(proxy, "_ref")()
    if target is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return target


class ProxyType:
    """Stands for an object that it does not keep alive."""

    __slots__ = ("_ref", "__weakref__")
    __hash__ = None

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __repr__(self):
        target = _read(self, "_ref")()
        return f"<weakproxy at {id(self):#x}; to '{type(target).__name__}' at {id(target):#x}>"

    def __str__(self):
        return str(_target(self))

    def __bool__(self):
        return bool(_target(self))


class CallableProxyType(ProxyType):
    """Stands for an object that can be called."""

    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyType.__module__ = CallableProxyType.__module__ = "weakref"
ProxyTypes = (ProxyType, CallableProxyType)


def _open(value):
    return _target(value) if _is_proxy(value) else value


def _is_proxy(value):
    kind = type(value)
    return kind is ProxyType or kind is CallableProxyType


def _forwarded(operation):
    def method(self, *args):
        return operation(_target(self), *map(_open, args))
    return method


def _reflected(operation):
    def method(self, other):
        return operation(_open(other), _target(self))
    return method


def _forward():
    both = {
        "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
        "truediv": lambda a, b: a / b, "floordiv": lambda a, b: a // b, "mod": lambda a, b: a % b,
        "divmod": divmod, "pow": pow, "lshift": lambda a, b: a << b, "rshift": lambda a, b: a >> b,
        "and": lambda a, b: a & b, "or": lambda a, b: a | b, "xor": lambda a, b: a ^ b,
        "matmul": lambda a, b: a @ b,
    }
    one = {
        "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "lt": lambda a, b: a < b,
        "le": lambda a, b: a <= b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
        "neg": lambda a: -a, "pos": lambda a: +a, "abs": abs, "invert": lambda a: ~a,
        "int": int, "float": float, "index": lambda a: a.__index__(), "len": len,
        "getitem": lambda a, key: a[key], "contains": lambda a, item: item in a,
        "iter": iter, "next": next, "reversed": reversed, "bytes": bytes,
        "setitem": lambda a, key, value: a.__setitem__(key, value),
        "delitem": lambda a, key: a.__delitem__(key),
        "enter": lambda a: a.__enter__(), "exit": lambda a, *args: a.__exit__(*args),
    }
    for name, operation in both.items():
        setattr(ProxyType, f"__{name}__", _forwarded(operation))
        setattr(ProxyType, f"__r{name}__", _reflected(operation))
    for name, operation in one.items():
        setattr(ProxyType, f"__{name}__", _forwarded(operation))


_forward()


def _ignore(_):
    pass


def proxy(object, callback=None, /):
    """A proxy of an object; 'callback' is called with it when the object is about to die."""
    kind = CallableProxyType if callable(object) else ProxyType
    made = kind.__new__(kind)
    if callback is None:
        # A reference with a callback is this proxy's own.
        _write(made, "_ref", ref(object, _ignore))
        return made
    own = ref(made)

    def tell(_):
        alive = own()
        if alive is not None:
            callback(alive)

    _write(made, "_ref", ref(object, tell))
    return made


class WeakMethod:
    """A weak reference to a bound method, which dies with its object or its function."""

    __slots__ = ("_object", "_function", "__weakref__")

    def __init__(self, meth, callback=None):
        try:
            owner, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        told = False

        def tell(_):
            nonlocal told
            if callback is not None and not told:
                told = True
                callback(self)

        self._object = ref(owner, tell)
        self._function = ref(function, tell)

    def __call__(self):
        owner, function = self._object(), self._function()
        if owner is None or function is None:
            return None
        return _bind(function, owner)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if self() is None or other() is None:
            return self is other
        return self._object == other._object and self._function == other._function

    def __hash__(self):
        return hash(self._function) ^ hash(self._object)

    def __repr__(self):
        owner = self._object()
        if owner is None:
            return f"<weakref at {id(self):#x}; dead>"
        return f"<weakref at {id(self):#x}; to '{type(owner).__name__}' at {id(owner):#x}>"


class _WeakMapping:
    """What dictionaries with weak keys and with weak values share."""

    def __init__(self, other=(), /, **kwargs):
        self.data = {}
        self.update(other, **kwargs)

    def update(self, other=None, /, **kwargs):
        if other is not None:
            if not hasattr(other, "items"):
                other = dict(other)
            for key, value in other.items():
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def __iter__(self):
        return self.keys()

    def __len__(self):
        return sum(1 for _ in self.keys())

    def __bool__(self):
        return len(self) > 0

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
            return default

    def values(self):
        for _, value in self.items():
            yield value

    def keys(self):
        for key, _ in self.items():
            yield key

    def clear(self):
        self.data.clear()

    def copy(self):
        new = type(self)()
        for key, value in self.items():
            new[key] = value
        return new

    __copy__ = copy

    def __or__(self, other):
        new = self.copy()
        new.update(other)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __eq__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


_missing = []


class WeakValueDictionary(_WeakMapping):
    """A mapping whose entries go when their values die."""

    def __setitem__(self, key, value):
        data = self.data

        def gone(dead):
            if data.get(key) is dead:
                del data[key]

        data[key] = ref(value, gone)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        held = self.data.get(key)
        return held is not None and held() is not None

    def items(self):
        for key, held in list(self.data.items()):
            value = held()
            if value is not None:
                yield key, value

    def itervaluerefs(self):
        """An iterator over the references to the values."""
        yield from list(self.data.values())

    def valuerefs(self):
        """A list of the references to the values."""
        return list(self.data.values())

    def pop(self, key, default=_missing):
        held = self.data.pop(key, None)
        value = None if held is None else held()
        if value is None:
            if default is _missing:
                raise KeyError(key)
            return default
        return value

    def popitem(self):
        while True:
            key, held = self.data.popitem()
            value = held()
            if value is not None:
                return key, value


class WeakKeyDictionary(_WeakMapping):
    """A mapping whose entries go when their keys die."""

    def _gone(self):
        data = self.data

        def gone(dead):
            data.pop(dead, None)

        return gone

    def __setitem__(self, key, value):
        held = ref(key)
        if held in self.data:
            self.data[held] = value
        else:
            self.data[ref(key, self._gone())] = value

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def items(self):
        for held, value in list(self.data.items()):
            key = held()
            if key is not None:
                yield key, value

    def keyrefs(self):
        """A list of the references to the keys."""
        return list(self.data)

    def pop(self, key, *default):
        return self.data.pop(ref(key), *default)

    def popitem(self):
        while True:
            held, value = self.data.popitem()
            key = held()
            if key is not None:
                return key, value

    def get(self, key, default=None):
        return self.data.get(ref(key), default)


class WeakSet:
    """A set whose elements go when nothing else holds them."""

    def __init__(self, data=None):
        self.data = set()
        if data is not None:
            self.update(data)

    def _held(self, item):
        data = self.data
        return ref(item, lambda dead: data.discard(dead))

    def __iter__(self):
        for held in list(self.data):
            item = held()
            if item is not None:
                yield item

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def add(self, item):
        if ref(item) not in self.data:
            self.data.add(self._held(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def clear(self):
        self.data.clear()

    def pop(self):
        while self.data:
            item = self.data.pop()()
            if item is not None:
                return item
        raise KeyError("pop from empty WeakSet")

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return type(self)(self)

    def union(self, other):
        new = self.copy()
        new.update(other)
        return new

    __or__ = union

    def __ior__(self, other):
        self.update(other)
        return self

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    __and__ = intersection

    def __iand__(self, other):
        return self.intersection_update(other) or self

    def intersection_update(self, other):
        keep = list(other)
        for item in list(self):
            if item not in keep:
                self.discard(item)

    def difference(self, other):
        new = self.copy()
        new.difference_update(other)
        return new

    __sub__ = difference

    def difference_update(self, other):
        for item in list(other):
            self.discard(item)

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def symmetric_difference(self, other):
        other = type(self)(other)
        return type(self)(list(self.difference(other)) + list(other.difference(self)))

    __xor__ = symmetric_difference

    def issubset(self, other):
        return all(item in other for item in self)

    __le__ = issubset

    def issuperset(self, other):
        return all(item in self for item in other)

    __ge__ = issuperset

    def __lt__(self, other):
        return self.issubset(other) and len(self) < len(other)

    def __gt__(self, other):
        return self.issuperset(other) and len(self) > len(other)

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def __eq__(self, other):
        if not isinstance(other, WeakSet):
            return NotImplemented
        return self.issubset(other) and other.issubset(self)

    __hash__ = None

    def __repr__(self):
        return repr(self.data)


class finalize:
    """Calls a function when an object dies, or at the end of the script."""

    __slots__ = ("__weakref__",)
    _all = {}
    _made = 0

    def __init__(self, obj, func, /, *args, **kwargs):
        if not callable(func):
            raise TypeError("func must be callable")
        if not finalize._made:
            atexit.register(finalize._run_at_exit)
        finalize._made += 1
        self_key = finalize._made
        entry = _Entry(ref(obj, self), func, args, kwargs, self_key)
        finalize._all[self] = entry

    def __call__(self, _=None):
        entry = self._all.pop(self, None)
        if entry is not None:
            return entry.func(*entry.args, **entry.kwargs)

    def detach(self):
        """Gives up; gives what it would have been called with, if it was alive."""
        entry = self._all.get(self)
        target = entry and entry.held()
        if target is not None and self._all.pop(self, None):
            return (target, entry.func, entry.args, entry.kwargs)

    def peek(self):
        """What it will be called with, if it is alive."""
        entry = self._all.get(self)
        target = entry and entry.held()
        if target is not None:
            return (target, entry.func, entry.args, entry.kwargs)

    @property
    def alive(self):
        """Whether it is still to be called."""
        return self in self._all

    @property
    def atexit(self):
        """Whether it is called at the end of the script."""
        entry = self._all.get(self)
        return entry is not None and entry.atexit

    @atexit.setter
    def atexit(self, value):
        entry = self._all.get(self)
        if entry is not None:
            entry.atexit = bool(value)

    def __repr__(self):
        entry = self._all.get(self)
        target = entry and entry.held()
        if target is None:
            return f"<finalize object at {id(self):#x}; dead>"
        return f"<finalize object at {id(self):#x}; for {type(target).__name__!r} at {id(target):#x}>"

    @classmethod
    def _run_at_exit(cls):
        while True:
            waiting = [(entry.number, each) for each, entry in cls._all.items() if entry.atexit]
            if not waiting:
                break
            max(waiting, key=lambda pair: pair[0])[1]()


class _Entry:
    """What a finalizer knows."""

    __slots__ = ("held", "func", "args", "kwargs", "number", "atexit")

    def __init__(self, held, func, args, kwargs, number):
        self.held = held
        self.func = func
        self.args = args
        self.kwargs = kwargs
        self.number = number
        self.atexit = True
