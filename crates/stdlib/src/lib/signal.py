"""This module provides mechanisms to use signal handlers in Python."""


class _Members(type):
    """A class whose instances are known by number and by name."""

    def __iter__(cls):
        return iter(cls._by_number.values())

    def __len__(cls):
        return len(cls._by_number)

    def __contains__(cls, value):
        return value in cls._by_number

    def __getitem__(cls, name):
        for member in cls:
            if member.name == name:
                return member
        raise KeyError(name)


class _Member(int, metaclass=_Members):
    _by_number = {}

    def __new__(cls, value):
        found = cls._by_number.get(value)
        if found is None:
            raise ValueError(f'{value!r} is not a valid {cls.__name__}')
        return found

    @classmethod
    def _add(cls, name, number):
        member = int.__new__(cls, number)
        member.name, member.value = name, number
        cls._by_number[number] = member
        setattr(cls, name, member)
        globals()[name] = member

    def __repr__(self):
        return f'<{type(self).__name__}.{self.name}: {self.value}>'

    def __str__(self):
        return str(self.value)

    def __format__(self, spec):
        return format(self.value, spec)

    def __reduce__(self):
        return type(self), (self.value,)


class Signals(_Member):
    """An enumeration."""

    _by_number = {}


class Handlers(_Member):
    """An enumeration."""

    _by_number = {}


for _name, _number in (
    ('SIGHUP', 1), ('SIGINT', 2), ('SIGQUIT', 3), ('SIGILL', 4), ('SIGTRAP', 5), ('SIGABRT', 6),
    ('SIGBUS', 7), ('SIGFPE', 8), ('SIGKILL', 9), ('SIGUSR1', 10), ('SIGSEGV', 11),
    ('SIGUSR2', 12), ('SIGPIPE', 13), ('SIGALRM', 14), ('SIGTERM', 15), ('SIGSTKFLT', 16),
    ('SIGCHLD', 17), ('SIGCONT', 18), ('SIGSTOP', 19), ('SIGTSTP', 20), ('SIGTTIN', 21),
    ('SIGTTOU', 22), ('SIGURG', 23), ('SIGXCPU', 24), ('SIGXFSZ', 25), ('SIGVTALRM', 26),
    ('SIGPROF', 27), ('SIGWINCH', 28), ('SIGIO', 29), ('SIGPWR', 30), ('SIGSYS', 31),
    ('SIGRTMIN', 34), ('SIGRTMAX', 64),
):
    Signals._add(_name, _number)
SIGCLD, SIGPOLL, SIGIOT = SIGCHLD, SIGIO, SIGABRT
Handlers._add('SIG_DFL', 0)
Handlers._add('SIG_IGN', 1)
NSIG = 65

_TEXTS = {
    1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 4: 'Illegal instruction', 5: 'Trace/breakpoint trap',
    6: 'Aborted', 7: 'Bus error', 8: 'Floating point exception', 9: 'Killed',
    10: 'User defined signal 1', 11: 'Segmentation fault', 12: 'User defined signal 2',
    13: 'Broken pipe', 14: 'Alarm clock', 15: 'Terminated', 16: 'Stack fault', 17: 'Child exited',
    18: 'Continued', 19: 'Stopped (signal)', 20: 'Stopped', 21: 'Stopped (tty input)',
    22: 'Stopped (tty output)', 23: 'Urgent I/O condition', 24: 'CPU time limit exceeded',
    25: 'File size limit exceeded', 26: 'Virtual timer expired', 27: 'Profiling timer expired',
    28: 'Window changed', 29: 'I/O possible', 30: 'Power failure', 31: 'Bad system call',
}
# Those that a program can't have.
_REFUSED = SIGKILL, SIGSTOP, 32, 33


_handlers = {2: default_int_handler, 13: SIG_IGN, 25: SIG_IGN}


def _number_of(signalnum):
    if not hasattr(signalnum, '__index__'):
        raise TypeError(f"'{type(signalnum).__name__}' object cannot be interpreted as an integer")
    number = signalnum.__index__()
    if not 1 <= number < NSIG:
        raise ValueError('signal number out of range')
    return number


def signal(signalnum, handler, /):
    """Set the action for the given signal."""
    number = _number_of(signalnum)
    if not callable(handler) and not (isinstance(handler, int) and handler in (0, 1)):
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable '
                        'object')
    if not _on_main_thread():
        raise ValueError('signal only works in main thread of the main interpreter')
    if number in _REFUSED:
        raise OSError(22, 'Invalid argument')
    before = getsignal(number)
    if number not in _handlers:
        _watch(number)
    _handlers[number] = handler if callable(handler) else Handlers(int(handler))
    # A loop in which nothing else happens may yet be woken by what a handler does.
    _awaited(_may_wake(handler) - _may_wake(before))
    return before


def _may_wake(handler):
    return callable(handler) and handler is not default_int_handler


def getsignal(signalnum, /):
    """Return the current action for the given signal."""
    return _handlers.get(_number_of(signalnum), SIG_DFL)


def _deliver(number, frame):
    """Runs the handler of a signal that has come; false where the interpreter is to do the default."""
    handler = _handlers.get(number, SIG_DFL)
    if handler is default_int_handler:
        return False
    if handler is SIG_IGN:
        return True
    if handler is SIG_DFL:
        _default(number)
        return True
    handler(number, frame)
    return True


def raise_signal(signalnum, /):
    """Send a signal to the executing process."""
    _receive(_number_of(signalnum))


def strsignal(signalnum, /):
    """Return the system description of the given signal."""
    return _TEXTS.get(_number_of(signalnum))


def valid_signals():
    """Return a set of valid signal numbers on this platform."""
    return set(Signals)


def _add_loop_handler(loop, number, callback, args):
    """What add_signal_handler of an event loop does."""
    if not callable(callback):
        raise TypeError('a callable object was expected')
    signal(number, lambda signum, frame: loop.call_soon_threadsafe(callback, *args))
    key = id(loop), int(number)
    if key not in _of_loops:
        _of_loops.add(key)
        _awaited(1)


def _remove_loop_handler(loop, number):
    key = id(loop), int(number)
    if key not in _of_loops:
        return False
    _of_loops.discard(key)
    _awaited(-1)
    signal(number, default_int_handler if number == SIGINT else SIG_DFL)
    return True


_of_loops = set()
