"""Numbers that processes share."""

# Written from the library reference ("multiprocessing", shared ctypes objects).

import _processes
from multiprocessing.synchronize import RLock

__all__ = ['Value', 'Array', 'RawValue', 'RawArray']

# Code: the name in ctypes, bytes, whether it has a sign; None for floats and characters.
_TYPES = {
    'b': ('c_byte', 1, True), 'B': ('c_ubyte', 1, False), 'h': ('c_short', 2, True), 'H': ('c_ushort', 2, False),
    'i': ('c_int', 4, True), 'I': ('c_uint', 4, False), 'l': ('c_long', 8, True), 'L': ('c_ulong', 8, False),
    'q': ('c_long', 8, True), 'Q': ('c_ulong', 8, False), '?': ('c_bool', 1, False),
    'f': ('c_float', 4, None), 'd': ('c_double', 8, None), 'c': ('c_char', 1, None),
}


class _Memory:
    """A row of numbers of one type."""

    def __init__(self, code, values):
        if code not in _TYPES:
            raise NotImplementedError(f'shared values of type {code!r}')
        self.code = code
        self.name, self.size, self.signed = _TYPES[code]
        self.count = len(values)
        self.memory = _processes.share(max(1, self.size * self.count))
        for index, value in enumerate(values):
            self.set(index, value)

    def __del__(self):
        memory = getattr(self, 'memory', None)
        if memory is not None:
            _processes.close(memory)

    def get(self, index):
        data = _processes.peek(self.memory, index * self.size, self.size)
        if self.code == 'c':
            return data
        if self.signed is None:
            return _processes.unpack_float(data)
        value = int.from_bytes(data, 'little', signed=self.signed)
        return bool(value) if self.code == '?' else value

    def set(self, index, value):
        _processes.poke(self.memory, index * self.size, self.pack(value))

    def pack(self, value):
        if self.code == 'c':
            if not isinstance(value, bytes) or len(value) != 1:
                raise TypeError('one character bytes, bytearray, or an integer in range(256) expected')
            return value
        if self.signed is None:
            if not isinstance(value, (int, float)):
                raise TypeError(f'must be real number, not {type(value).__name__}')
            return _processes.pack_float(float(value), self.size)
        if self.code == '?':
            return bytes([bool(value)])
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        # As in C, what is too large is cut.
        return (value & (1 << self.size * 8) - 1).to_bytes(self.size, 'little')


class _RawValue:
    def __init__(self, memory):
        self._memory = memory

    @property
    def value(self):
        return self._memory.get(0)

    @value.setter
    def value(self, value):
        self._memory.set(0, value)

    def __repr__(self):
        return f'{self._memory.name}({self.value!r})'


class _RawArray:
    def __init__(self, memory):
        self._memory = memory

    def __len__(self):
        return self._memory.count

    def _index(self, index):
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError('invalid index')
        return index

    def __getitem__(self, index):
        if isinstance(index, slice):
            items = [self._memory.get(i) for i in range(*index.indices(len(self)))]
            return b''.join(items) if self._memory.code == 'c' else items
        return self._memory.get(self._index(index))

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            places = range(*index.indices(len(self)))
            values = list(value)
            if len(values) != len(places):
                raise ValueError('Can only assign sequence of same size')
            for place, item in zip(places, values):
                self._memory.set(place, item)
        else:
            self._memory.set(self._index(index), value)

    def __iter__(self):
        for index in range(len(self)):
            yield self._memory.get(index)

    def __repr__(self):
        return f'<multiprocessing.sharedctypes.{self._memory.name}_Array_{len(self)} object at {id(self):#x}>'


class Synchronized:
    """A number with a lock."""

    def __init__(self, obj, lock):
        self._obj = obj
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return f'<{type(self).__name__} wrapper for {self._obj}>'

    @property
    def value(self):
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value


class SynchronizedArray(Synchronized):
    """A row of numbers with a lock."""

    def __len__(self):
        return len(self._obj)

    def __getitem__(self, index):
        with self._lock:
            return self._obj[index]

    def __setitem__(self, index, value):
        with self._lock:
            self._obj[index] = value

    def __iter__(self):
        for index in range(len(self)):
            yield self[index]


def RawValue(typecode_or_type, *args):
    """Returns a shared number."""
    return _RawValue(_Memory(typecode_or_type, list(args[:1]) or [0]))


def RawArray(typecode_or_type, size_or_initializer):
    """Returns a shared row of numbers."""
    values = size_or_initializer
    if isinstance(values, int):
        values = [b'\0' if typecode_or_type == 'c' else 0] * values
    if isinstance(values, bytes):
        values = [values[i:i + 1] for i in range(len(values))]
    return _RawArray(_Memory(typecode_or_type, list(values)))


def _synchronized(obj, kind, lock):
    if lock is False:
        return obj
    if lock in (True, None):
        lock = RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError(f'{lock!r} has no method \'acquire\'')
    return kind(obj, lock)


def Value(typecode_or_type, *args, lock=True):
    """Returns a number that processes share, with a lock."""
    return _synchronized(RawValue(typecode_or_type, *args), Synchronized, lock)


def Array(typecode_or_type, size_or_initializer, *, lock=True):
    """Returns a row of numbers that processes share, with a lock."""
    return _synchronized(RawArray(typecode_or_type, size_or_initializer), SynchronizedArray, lock)
