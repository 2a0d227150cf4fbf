"""OrderedDict, loaded when it is asked for."""

from collections import _odict_items, _odict_keys, _odict_values, _odict_view
from _library import begin_showing as _begin_showing, end_showing as _end_showing, static as _static

__name__ = "collections"


class OrderedDict(dict):
    """A dict in which the order of keys counts."""

    def __init__(self, other=(), /, **kwds):
        self.update(other, **kwds)

    def __setitem__(self, key, value):
        dict.__setitem__(self, key, value)

    def update(self, other=(), /, **kwds):
        """Takes over what a mapping or an iterable of pairs has, and the keyword arguments."""
        if type(self) is OrderedDict:
            dict.update(self, other, **kwds)
            return
        for key, value in dict(other, **kwds).items():
            self[key] = value

    def move_to_end(self, key, last=True):
        """Moves a key to the end, or to the start if last is false."""
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
            return
        rest = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, rest)

    def popitem(self, last=True):
        """Removes the last pair, or the first one if last is false, and gives it."""
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self) if last else iter(self))
        return key, self.pop(key)

    def setdefault(self, key, default=None):
        """The value of a key, which is set if it is not there."""
        if key in self:
            return self[key]
        self[key] = default
        return default

    def keys(self):
        """A view of the keys."""
        return _odict_view(_odict_keys, dict.keys(self))

    def values(self):
        """A view of the values."""
        return _odict_view(_odict_values, dict.values(self))

    def items(self):
        """A view of the pairs."""
        return _odict_view(_odict_items, dict.items(self))

    def copy(self):
        """A shallow copy."""
        return type(self)(self)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """An ordered dict with keys from an iterable, all with the same value."""
        new = cls()
        for key in iterable:
            new[key] = value
        return new

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __repr__(self):
        name = type(self).__name__
        if not _begin_showing(self):
            return "..."
        try:
            return f"{name}({dict(dict.items(self))!r})" if self else f"{name}()"
        finally:
            _end_showing()

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __reduce__(self):
        state = self.__dict__ or None
        return type(self), (), state, None, iter(self.items())


_static(OrderedDict)
