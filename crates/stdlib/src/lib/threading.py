"""Thread-based parallelism."""

# Written from the library reference ("threading"). What waits is made of the module `_thread`; here are the
# classes, their names and their texts.

import _thread
import sys as _sys
from _thread import TIMEOUT_MAX, RLock as _RLock, get_ident, get_native_id, stack_size
from _thread import _Counter, _ExceptHookArgs as ExceptHookArgs, _Flag
from time import monotonic as _monotonic

__all__ = [
    'get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX',
    'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError', 'Timer',
    'ThreadError', 'local', 'stack_size', 'excepthook', 'ExceptHookArgs', 'get_native_id',
]

ThreadError = _thread.error
Lock = _thread.lock


def RLock(*args, **kwargs):
    """Factory function that returns a new reentrant lock."""
    return _RLock(*args, **kwargs)


class Condition:
    """Lets threads wait until another one notifies them, while holding a lock around what they look at."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        self._sleepers = []

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f'<Condition({self._lock}, {len(self._sleepers)})>'

    def _is_owned(self):
        if hasattr(self._lock, '_is_owned'):
            return self._lock._is_owned()
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def _let_go(self):
        """Gives the lock up, however often it is held; gives what takes it again."""
        lock = self._lock
        if hasattr(lock, '_release_save'):
            held = lock._release_save()
            return lambda: lock._acquire_restore(held)
        lock.release()
        return lock.acquire

    def wait(self, timeout=None):
        """Wait until notified or until a timeout occurs."""
        if not self._is_owned():
            raise RuntimeError('cannot wait on un-acquired lock')
        bell = _Flag()
        self._sleepers.append(bell)
        take_again = self._let_go()
        rung = False
        try:
            rung = bell.wait(timeout)
        finally:
            take_again()
            if not rung and bell in self._sleepers:
                self._sleepers.remove(bell)
        return rung

    def wait_for(self, predicate, timeout=None):
        """Wait until a condition evaluates to True."""
        end = None if timeout is None else _monotonic() + timeout
        while not (result := predicate()):
            left = None if end is None else end - _monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
        return result

    def notify(self, n=1):
        """Wake up one or more threads waiting on this condition, if any."""
        if not self._is_owned():
            raise RuntimeError('cannot notify on un-acquired lock')
        while n > 0 and self._sleepers:
            self._sleepers.pop(0).set()
            n -= 1

    def notify_all(self):
        """Wake up all threads waiting on this condition."""
        self.notify(len(self._sleepers))

    def notifyAll(self):
        """Wake up all threads waiting on this condition; deprecated."""
        _deprecated('notifyAll() is deprecated, use notify_all() instead')
        self.notify_all()


class Semaphore:
    """Counts how many threads more may go in."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._counter = _Counter(value)

    @property
    def _value(self):
        return self._counter.value()

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>'

    def acquire(self, blocking=True, timeout=None):
        """Acquire a semaphore, decrementing the internal counter by one."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        return self._counter.acquire(blocking, timeout)

    __enter__ = acquire

    def release(self, n=1):
        """Release a semaphore, incrementing the internal counter by one or more."""
        if n < 1:
            raise ValueError('n must be one or more')
        self._counter.release(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that can't be released more often than it was acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = type(self)
        return (f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: '
                f'value={self._value}/{self._initial_value}>')

    def release(self, n=1):
        """Release a semaphore, incrementing the internal counter by one or more."""
        if n < 1:
            raise ValueError('n must be one or more')
        if self._value + n > self._initial_value:
            raise ValueError('Semaphore released too many times')
        self._counter.release(n)


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._flag = _Flag()

    def __repr__(self):
        cls = type(self)
        status = 'set' if self._flag.is_set() else 'unset'
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>'

    def is_set(self):
        """Return true if and only if the internal flag is true."""
        return self._flag.is_set()

    def isSet(self):
        """Return true if and only if the internal flag is true; deprecated."""
        _deprecated('isSet() is deprecated, use is_set() instead')
        return self.is_set()

    def set(self):
        """Set the internal flag to true."""
        self._flag.set()

    def clear(self):
        """Reset the internal flag to false."""
        self._flag.clear()

    def wait(self, timeout=None):
        """Block until the internal flag is true."""
        return self._flag.wait(timeout)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """Lets a fixed number of threads wait for each other."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError('parties must be > 0')
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._count = 0
        self._broken = False
        # The present round; a round that is over says how: True, or False for a broken one.
        self._round = [None]
        # A round that is left by some only; the next begins when all have gone.
        self._leaving = 0

    def __repr__(self):
        cls = type(self)
        where = f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}'
        if self.broken:
            return f'{where}: broken>'
        return f'{where}: waiters={self.n_waiting}/{self.parties}>'

    def wait(self, timeout=None):
        """Wait for the barrier; gives the number of the thread in the round."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._cond.wait_for(lambda: self._leaving == 0)
            if self._broken:
                raise BrokenBarrierError
            this_round = self._round
            index = self._count
            self._count += 1
            try:
                if self._count == self._parties:
                    self._finish()
                else:
                    self._wait_for_others(this_round, timeout)
                return index
            finally:
                self._count -= 1
                if self._leaving:
                    self._leaving -= 1
                    if self._leaving == 0:
                        self._cond.notify_all()

    def _finish(self):
        try:
            if self._action:
                self._action()
        except:
            self._break()
            raise
        self._end_round(True)

    def _wait_for_others(self, this_round, timeout):
        if not self._cond.wait_for(lambda: this_round[0] is not None, timeout):
            self._break()
            raise BrokenBarrierError
        if not this_round[0]:
            raise BrokenBarrierError

    def _end_round(self, passed):
        self._round[0] = passed
        self._round = [None]
        self._leaving = self._count
        self._cond.notify_all()

    def _break(self):
        self._broken = True
        if self._round[0] is None:
            self._end_round(False)

    def reset(self):
        """Return the barrier to its default, empty state; threads that wait get BrokenBarrierError."""
        with self._cond:
            if self._count and not self._leaving:
                self._end_round(False)
            self._broken = False
            self._cond.notify_all()

    def abort(self):
        """Put the barrier into a broken state."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """Return the number of threads required to trip the barrier."""
        return self._parties

    @property
    def n_waiting(self):
        """Return the number of threads currently waiting at the barrier."""
        return 0 if self._leaving else self._count

    @property
    def broken(self):
        """Return True if the barrier is in a broken state."""
        return self._broken


_made = 0


def _new_name(template):
    global _made
    _made += 1
    return template % _made


# Threads that run, by number.
_active = {}


class Thread:
    """A thread of control."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        if name:
            name = str(name)
        else:
            name = _new_name('Thread-%d')
            if target is not None and hasattr(target, '__name__'):
                name += f' ({target.__name__})'
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._native_id = None
        self._started = Event()
        self._handle = None
        self._initialized = True

    def __repr__(self):
        self._check_initialized()
        status = 'initial'
        if self._started.is_set():
            status = 'started' if self.is_alive() else 'stopped'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{type(self).__name__}({self._name}, {status})>'

    def _check_initialized(self, message='Thread.__init__() was not called'):
        if '_initialized' not in self.__dict__:
            raise RuntimeError(message)

    def start(self):
        """Start the thread's activity."""
        self._check_initialized('thread.__init__() not called')
        if self._started.is_set() or self._handle is not None:
            raise RuntimeError('threads can only be started once')
        self._handle = _thread._start(self._bootstrap)
        self._started.wait()

    def run(self):
        """What the thread does: calls its target."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # The target may hold the thread, or much else.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._ident = get_ident()
        self._native_id = get_native_id()
        _active[self._ident] = self
        self._started.set()
        try:
            self.run()
        except BaseException as error:
            _tell(self, error)
        finally:
            _active.pop(self._ident, None)

    def join(self, timeout=None):
        """Wait until the thread terminates."""
        self._check_initialized('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        if timeout is not None:
            timeout = max(timeout, 0)
        self._handle.join(timeout)

    def is_alive(self):
        """Return whether the thread is alive."""
        self._check_initialized('Thread.__init__() not called')
        return self._started.is_set() and not self._handle.is_done()

    @property
    def name(self):
        """A string used for identification purposes only."""
        self._check_initialized('Thread.__init__() not called')
        return self._name

    @name.setter
    def name(self, name):
        self._check_initialized('Thread.__init__() not called')
        self._name = str(name)

    @property
    def ident(self):
        """Thread identifier of this thread or None if it has not been started."""
        self._check_initialized('Thread.__init__() not called')
        return self._ident

    @property
    def native_id(self):
        """Native integral thread ID of this thread, or None if it has not been started."""
        self._check_initialized('Thread.__init__() not called')
        return self._native_id

    @property
    def daemon(self):
        """Whether this thread is a daemon, which does not keep the program from ending."""
        self._check_initialized('Thread.__init__() not called')
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        self._check_initialized('Thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def isDaemon(self):
        """Deprecated: use the daemon attribute."""
        _deprecated('isDaemon() is deprecated, get the daemon attribute instead')
        return self.daemon

    def setDaemon(self, daemonic):
        """Deprecated: use the daemon attribute."""
        _deprecated('setDaemon() is deprecated, set the daemon attribute instead')
        self.daemon = daemonic

    def getName(self):
        """Deprecated: use the name attribute."""
        _deprecated('getName() is deprecated, get the name attribute instead')
        return self.name

    def setName(self, name):
        """Deprecated: use the name attribute."""
        _deprecated('setName() is deprecated, set the name attribute instead')
        self.name = name


def _deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


class _End:
    """The end of a thread that was not started here: it can be joined, and is never done while it is asked."""

    def __init__(self):
        self._over = _Flag()

    def is_done(self):
        return self._over.is_set()

    def join(self, timeout=None):
        return self._over.wait(timeout)

    def _forget(self):
        self._over.set()


class _MainThread(Thread):
    """The thread that the program began on."""

    def __init__(self):
        Thread.__init__(self, name='MainThread', daemon=False)
        _adopt(self)


class _DummyThread(Thread):
    """A thread that was started by _thread.start_new_thread."""

    def __init__(self):
        Thread.__init__(self, name=_new_name('Dummy-%d'), daemon=True)
        _adopt(self)

    def is_alive(self):
        return True

    def join(self, timeout=None):
        raise RuntimeError('cannot join a dummy thread')


def _adopt(thread):
    thread._ident = get_ident()
    thread._native_id = get_native_id()
    thread._handle = _End()
    thread._started.set()
    _active[thread._ident] = thread


class Timer(Thread):
    """Call a function after a specified number of seconds."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it hasn't finished yet."""
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def current_thread():
    """Return the current Thread object."""
    thread = _active.get(get_ident())
    return _DummyThread() if thread is None else thread


def main_thread():
    """Return the main thread object."""
    return _main_thread


def enumerate():
    """Return a list of all Thread objects currently alive."""
    return list(_active.values())


def active_count():
    """Return the number of Thread objects currently alive."""
    return len(_active)


def currentThread():
    """Deprecated: use current_thread()."""
    _deprecated('currentThread() is deprecated, use current_thread() instead')
    return current_thread()


def activeCount():
    """Deprecated: use active_count()."""
    _deprecated('activeCount() is deprecated, use active_count() instead')
    return active_count()


def excepthook(args, /):
    """Handle uncaught Thread.run() exception."""
    if not isinstance(args, ExceptHookArgs):
        raise TypeError('_thread.excepthook argument type must be ExceptHookArgs')
    if args.exc_type is SystemExit:
        return
    stderr = _sys.stderr
    if stderr is None:
        return
    name = get_ident() if args.thread is None else args.thread.name
    value = args.exc_type() if args.exc_value is None else args.exc_value
    stderr.write(f'Exception in thread {name}:\n{_thread._exception_text(value)}')
    stderr.flush()


__excepthook__ = excepthook


def _tell(thread, error):
    """Calls the hook; what goes wrong in it is told to the one of sys."""
    try:
        excepthook(ExceptHookArgs((type(error), error, error.__traceback__, thread)))
    except Exception as wrong:
        wrong.__suppress_context__ = True
        if _sys.stderr is not None:
            _sys.stderr.write(f'Exception in threading.excepthook:\n{_thread._exception_text(wrong)}')
            _sys.stderr.flush()


class _local:
    """Thread-local data."""

    __module__ = '_thread'

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        self = object.__new__(cls)
        key = (_thread._local_number(), args, kwargs)
        object.__setattr__(self, '_local__key', key)
        # This thread's dict is made before __init__ is called as that of any object.
        _thread._local_dict(key[0])
        return self

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_thread._local' object")

    def __getattribute__(self, name):
        own = _own_dict(self)
        if name == '__dict__':
            return own
        if name in own and not hasattr(getattr(type(self), name, None), '__set__'):
            return own[name]
        try:
            return object.__getattribute__(self, name)
        except AttributeError as error:
            error.__context__ = None
            raise

    def __setattr__(self, name, value):
        own = _own_dict(self)
        if name == '__dict__':
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        if hasattr(getattr(type(self), name, None), '__set__'):
            object.__setattr__(self, name, value)
        else:
            own[name] = value

    def __delattr__(self, name):
        own = _own_dict(self)
        if name == '__dict__':
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        if name in own:
            del own[name]
        else:
            object.__delattr__(self, name)


local = _local


def _own_dict(self):
    number, args, kwargs = object.__getattribute__(self, '_local__key')
    own, is_new = _thread._local_dict(number)
    if is_new:
        type(self).__init__(self, *args, **kwargs)
    return own


# What is to be done before the threads that are not daemons are waited for.
_at_exit = []


# What is to be done after that.
_at_end = []


def _register_atexit(function, *args, **kwargs):
    _at_exit.append((function, args, kwargs))


def _shutdown():
    """The program has ended: waits for the threads that are not daemons."""
    _main_thread._handle._forget()
    while _at_exit:
        function, args, kwargs = _at_exit.pop()
        function(*args, **kwargs)
    while left := [t for t in enumerate() if not t.daemon and t is not _main_thread]:
        left[0]._handle.join()
    while _at_end:
        _at_end.pop()()


def _after_fork():
    """In a new process, in which there is no thread but the one that forked."""
    global _main_thread
    current = current_thread()
    for thread in enumerate():
        if thread is not current:
            thread._handle._forget()
    _active.clear()
    current._ident = get_ident()
    current._native_id = get_native_id()
    _active[current._ident] = current
    _main_thread = current
    _at_exit.clear()
    _at_end.clear()


# Its daemon flag is given, so it does not ask for the thread that runs.
_main_thread = _MainThread()
