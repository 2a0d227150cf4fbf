"""How processes are made, and all that goes with it in one object."""

# Written from the library reference ("multiprocessing", contexts and start methods).

import _processes
from _thread import _cpu_count
from multiprocessing import process

__all__ = ['BaseContext', 'ForkContext', 'Process', 'ProcessError', 'BufferTooShort', 'TimeoutError',
           'AuthenticationError']


class ProcessError(Exception):
    pass


class BufferTooShort(ProcessError):
    pass


class TimeoutError(ProcessError):
    pass


class AuthenticationError(ProcessError):
    pass


class Process(process.BaseProcess):
    """Process objects represent activity that is run in a separate process."""

    _start_method = None


class ForkProcess(process.BaseProcess):
    _start_method = 'fork'


class BaseContext:
    """What a context has."""

    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError
    Process = Process

    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """Returns the number of CPUs in the system"""
        return _cpu_count()

    def Pipe(self, duplex=True):
        """Returns two connection object connected by a pipe"""
        from multiprocessing.connection import Pipe
        return Pipe(duplex)

    def Lock(self):
        """Returns a non-recursive lock object"""
        from multiprocessing.synchronize import Lock
        return Lock()

    def RLock(self):
        """Returns a recursive lock object"""
        from multiprocessing.synchronize import RLock
        return RLock()

    def Condition(self, lock=None):
        """Returns a condition object"""
        from multiprocessing.synchronize import Condition
        return Condition(lock)

    def Semaphore(self, value=1):
        """Returns a semaphore object"""
        from multiprocessing.synchronize import Semaphore
        return Semaphore(value)

    def BoundedSemaphore(self, value=1):
        """Returns a bounded semaphore object"""
        from multiprocessing.synchronize import BoundedSemaphore
        return BoundedSemaphore(value)

    def Event(self):
        """Returns an event object"""
        from multiprocessing.synchronize import Event
        return Event()

    def Barrier(self, parties, action=None, timeout=None):
        """Returns a barrier object"""
        from multiprocessing.synchronize import Barrier
        return Barrier(parties, action, timeout)

    def Queue(self, maxsize=0):
        """Returns a queue object"""
        from multiprocessing.queues import Queue
        return Queue(maxsize)

    def JoinableQueue(self, maxsize=0):
        """Returns a queue object"""
        from multiprocessing.queues import JoinableQueue
        return JoinableQueue(maxsize)

    def SimpleQueue(self):
        """Returns a queue object"""
        from multiprocessing.queues import SimpleQueue
        return SimpleQueue()

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        """Returns a process pool object"""
        from multiprocessing.pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    def RawValue(self, typecode_or_type, *args):
        """Returns a shared object"""
        from multiprocessing.sharedctypes import RawValue
        return RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        """Returns a shared array"""
        from multiprocessing.sharedctypes import RawArray
        return RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        """Returns a synchronized shared object"""
        from multiprocessing.sharedctypes import Value
        return Value(typecode_or_type, *args, lock=lock)

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """Returns a synchronized shared array"""
        from multiprocessing.sharedctypes import Array
        return Array(typecode_or_type, size_or_initializer, lock=lock)

    def Manager(self):
        """Managers are not there."""
        raise NotImplementedError('multiprocessing.Manager')

    def freeze_support(self):
        """Nothing is to be done where there is no frozen executable."""

    def get_context(self, method=None):
        if method is None:
            return self
        return _context(method)

    def get_start_method(self, allow_none=False):
        return self._name

    def set_start_method(self, method, force=False):
        raise ValueError('cannot set start method of concrete context')


class ForkContext(BaseContext):
    _name = 'fork'
    Process = ForkProcess


_fork = ForkContext()
_METHODS = ['fork', 'spawn', 'forkserver']


def _context(method):
    if method == 'fork':
        return _fork
    if method in _METHODS:
        raise NotImplementedError(f'start method {method!r}: Ouro has fork')
    raise ValueError(f'cannot find context for {method!r}')


class DefaultContext(BaseContext):
    """The context that the module itself stands for."""

    Process = Process

    def __init__(self, context):
        self._default_context = context
        self._actual_context = None

    def get_context(self, method=None):
        if method is None:
            if self._actual_context is None:
                self._actual_context = self._default_context
            return self._actual_context
        return _context(method)

    def set_start_method(self, method, force=False):
        if self._actual_context is not None and not force:
            raise RuntimeError('context has already been set')
        if method is None and force:
            self._actual_context = None
            return
        self._actual_context = self.get_context(method)

    def get_start_method(self, allow_none=False):
        if self._actual_context is None:
            if allow_none:
                return None
            self._actual_context = self._default_context
        return self._actual_context._name

    def get_all_start_methods(self):
        """Returns a list of the supported start methods, default first."""
        return list(_METHODS)


_default_context = DefaultContext(_fork)
