"""Locks and their kin between processes."""

# Written from the library reference ("multiprocessing", synchronization primitives). A semaphore is a pipe that holds
# as many bytes as it may be taken.

import _processes
import threading
from multiprocessing import process
from time import monotonic as _monotonic

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']

SEM_VALUE_MAX = 0x7fffffff
# As many bytes as a pipe holds at least.
_ROOM = 4096


def _me():
    return _processes.getpid(), threading.get_ident()


class _Tokens:
    """What a semaphore is made of."""

    def __init__(self, value):
        self.reader, self.writer = _processes.pipe()
        self.put(value)

    def put(self, count=1):
        _processes.put(self.writer, count)

    def take(self, block=True, timeout=None):
        if timeout is not None:
            timeout = max(timeout, 0)
        return _processes.take(self.reader, _processes.deadline(timeout), block)

    def count(self):
        return _processes.tokens(self.reader)

    def __del__(self):
        _processes.close(self.reader)
        _processes.close(self.writer)


class SemLock:
    """A semaphore, and who of this process holds it."""

    def __init__(self, value, maxvalue):
        if not 0 <= value <= maxvalue:
            raise ValueError('semaphore initial value must be >= 0')
        if value > _ROOM:
            raise NotImplementedError(f'semaphores above {_ROOM}')
        self._tokens = _Tokens(value)
        self._max = maxvalue
        self._holder = None
        self._count = 0

    def acquire(self, block=True, timeout=None):
        """Take it; whether that was possible in time."""
        if not self._tokens.take(block, timeout):
            return False
        self._holder = _me()
        self._count += 1
        return True

    def release(self):
        """Give it up."""
        if self._tokens.count() >= self._max:
            raise ValueError('semaphore or lock released too many times')
        self._count -= 1
        self._tokens.put()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        self.release()

    def _is_mine(self):
        return self._count > 0 and self._holder == _me()

    def _owner(self):
        """Who holds it, as far as that can be known here."""
        if self._is_mine():
            name = process.current_process().name
            if threading.current_thread().name != 'MainThread':
                name += '|' + threading.current_thread().name
            return name
        if self._tokens.count():
            return 'None'
        if self._count > 0 and self._holder[0] == _processes.getpid():
            return 'SomeOtherThread'
        return 'SomeOtherProcess'

    def __reduce__(self):
        raise RuntimeError(f'{type(self).__name__} objects should only be shared between processes'
                           ' through inheritance')


class Semaphore(SemLock):
    """Counts how many processes more may go in."""

    def __init__(self, value=1):
        SemLock.__init__(self, value, SEM_VALUE_MAX)

    def get_value(self):
        return self._tokens.count()

    def __repr__(self):
        return f'<{type(self).__name__}(value={self.get_value()})>'


class BoundedSemaphore(Semaphore):
    """A semaphore that can't be released more often than it was acquired."""

    def __init__(self, value=1):
        SemLock.__init__(self, value, value)

    def __repr__(self):
        return f'<{type(self).__name__}(value={self.get_value()}, maxvalue={self._max})>'


class Lock(SemLock):
    """A lock that one process at a time holds."""

    def __init__(self):
        SemLock.__init__(self, 1, 1)

    def __repr__(self):
        return f'<{type(self).__name__}(owner={self._owner()})>'


class RLock(SemLock):
    """A lock that whoever holds it may take again."""

    def __init__(self):
        SemLock.__init__(self, 1, 1)

    def acquire(self, block=True, timeout=None):
        if self._is_mine():
            self._count += 1
            return True
        if not self._tokens.take(block, timeout):
            return False
        self._holder, self._count = _me(), 1
        return True

    def release(self):
        if not self._is_mine():
            raise AssertionError('attempt to release recursive lock not owned by thread')
        self._count -= 1
        if self._count == 0:
            self._tokens.put()

    def __repr__(self):
        if self._is_mine():
            return f'<{type(self).__name__}({self._owner()}, {self._count})>'
        owner = self._owner()
        return f'<{type(self).__name__}({owner}, {0 if owner == "None" else "nonzero"})>'


class Condition:
    """Lets processes wait until another one notifies them."""

    def __init__(self, lock=None):
        self._lock = lock or RLock()
        # Those that sleep, and those of them that are to wake.
        self._asleep = _Tokens(0)
        self._woken = _Tokens(0)
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f'<{type(self).__name__}({self._lock}, {self._asleep.count()})>'

    def wait(self, timeout=None):
        """Wait until notified or until a timeout occurs."""
        assert self._lock._is_mine(), 'must acquire() condition before using wait()'
        self._asleep.put()
        count = self._lock._count
        for _ in range(count):
            self._lock.release()
        woken = False
        try:
            woken = self._woken.take(True, timeout)
        finally:
            for _ in range(count):
                self._lock.acquire()
            if not woken:
                # Whoever has counted this one among those that it woke has left something for it.
                woken = not self._asleep.take(False) and self._woken.take()
        return woken

    def notify(self, n=1):
        """Wake up one or more processes waiting on this condition, if any."""
        assert self._lock._is_mine(), 'lock is not owned'
        while n > 0 and self._asleep.take(False):
            self._woken.put()
            n -= 1

    def notify_all(self):
        """Wake up all processes waiting on this condition."""
        self.notify(self._asleep.count())

    def wait_for(self, predicate, timeout=None):
        """Wait until a condition evaluates to True."""
        end = None if timeout is None else _monotonic() + timeout
        while not (result := predicate()):
            left = None if end is None else end - _monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
        return result

    def __reduce__(self):
        raise RuntimeError('Condition objects should only be shared between processes through inheritance')


class Event:
    """A flag that processes wait for: a byte that nobody takes out."""

    def __init__(self):
        self._lock = Lock()
        self._flag = _Tokens(0)

    def is_set(self):
        return self._flag.count() > 0

    def set(self):
        with self._lock:
            if not self.is_set():
                self._flag.put()

    def clear(self):
        with self._lock:
            self._flag.take(False)

    def wait(self, timeout=None):
        if timeout is not None:
            timeout = max(timeout, 0)
        return bool(_processes.wait([self._flag.reader], _processes.deadline(timeout)))

    def __repr__(self):
        return f'<{type(self).__qualname__} at {id(self):#x} {"set" if self.is_set() else "unset"}>'

    def __reduce__(self):
        raise RuntimeError('Event objects should only be shared between processes through inheritance')


class Barrier(threading.Barrier):
    """Lets a fixed number of processes wait for each other."""

    def __init__(self, parties, action=None, timeout=None):
        threading.Barrier.__init__(self, parties, action, timeout)
        self._cond = Condition(Lock())
        # What the others must see too: how many wait, leave, whether it is broken, rounds, how the last ended.
        self._memory = _processes.share(5 * 8)

    def __del__(self):
        _processes.close(self._memory)

    @property
    def _count(self):
        return self._get(0)

    @_count.setter
    def _count(self, value):
        self._put(0, value)

    @property
    def _leaving(self):
        return self._get(1)

    @_leaving.setter
    def _leaving(self, value):
        self._put(1, value)

    @property
    def _broken(self):
        return bool(self._get(2))

    @_broken.setter
    def _broken(self, value):
        self._put(2, int(value))

    @property
    def _round(self):
        return _Round(self, self._get(3))

    @_round.setter
    def _round(self, value):
        # The next one is just the next number.
        self._put(3, self._get(3) + 1)

    def _get(self, index):
        memory = self.__dict__.get('_memory')
        return 0 if memory is None else int.from_bytes(_processes.peek(memory, index * 8, 8), 'little')

    def _put(self, index, value):
        memory = self.__dict__.get('_memory')
        if memory is not None:
            _processes.poke(memory, index * 8, value.to_bytes(8, 'little'))


class _Round:
    """A round of a barrier: over as soon as there is a later one."""

    def __init__(self, barrier, number):
        self.barrier = barrier
        self.number = number

    def __getitem__(self, index):
        if self.barrier._get(3) == self.number:
            return None
        return bool(self.barrier._get(4))

    def __setitem__(self, index, passed):
        self.barrier._put(4, int(passed))
