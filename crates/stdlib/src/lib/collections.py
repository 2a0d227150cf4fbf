"""Container datatypes (library reference, "collections"). deque is native; all but defaultdict is loaded when it is
asked for: most programs want one or two of them."""

from _library import begin_showing as _begin_showing, end_showing as _end_showing

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque",
    "namedtuple",
]

# Where each name is.
_PARTS = {
    "ChainMap": "_user", "Counter": "_counter", "OrderedDict": "_ordered", "UserDict": "_user", "UserList": "_user",
    "UserString": "_user", "namedtuple": "_named",
}


def __getattr__(name):
    if name not in _PARTS:
        raise AttributeError(f"module 'collections' has no attribute '{name}'")
    from _library import import_module

    value = globals()[name] = getattr(import_module(f"collections.{_PARTS[name]}"), name)
    return value


class defaultdict(dict):
    """A dict that calls a factory for the values of missing keys."""

    __slots__ = ("default_factory",)

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        super().__init__(*args, **kwargs)

    def __missing__(self, key):
        factory = self.default_factory
        if factory is None:
            raise KeyError(key)
        value = self[key] = factory()
        return value

    def __repr__(self):
        name = type(self).__name__
        if not _begin_showing(self):
            return f"{name}(..., {dict.__repr__(self)})"
        try:
            return f"{name}({self.default_factory!r}, {dict.__repr__(self)})"
        finally:
            _end_showing()

    def copy(self):
        """A shallow copy, with the same factory."""
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self.default_factory, other)
        new.update(self)
        return new

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())
