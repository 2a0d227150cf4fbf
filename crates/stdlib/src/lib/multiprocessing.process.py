"""Processes: copies of this one."""

# Written from the library reference ("multiprocessing") for the start method fork.

import _processes
import sys
import threading
from _thread import _exception_text

__all__ = ['BaseProcess', 'current_process', 'active_children', 'parent_process']

_SIGNALS = {1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 6: 'SIGABRT', 9: 'SIGKILL', 11: 'SIGSEGV', 13: 'SIGPIPE',
            14: 'SIGALRM', 15: 'SIGTERM'}

# How many processes this one has made, and those that have not been waited for.
_made = 0
_children = set()
# The end that this process holds open for as long as it lives, if it has a parent.
_life = None


class BaseProcess:
    """Process objects represent activity that is run in a separate process."""

    # Whether time goes by the wall clock for as long as it runs.
    _counts = True

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        global _made
        assert group is None, 'group argument must be None for now'
        _made += 1
        self._identity = _current._identity + (_made,)
        self._config = dict(_current._config)
        self._parent_pid = _processes.getpid()
        self._parent_name = _current.name
        self._pid = None
        self._sentinel = None
        self._exitcode = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or f'{type(self).__name__}-{":".join(str(i) for i in self._identity)}'
        if daemon is not None:
            self.daemon = daemon

    def _check_closed(self):
        if self._closed:
            raise ValueError('process object is closed')

    def run(self):
        """Method to be run in sub-process; can be overridden in sub-class."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Start child process."""
        self._check_closed()
        assert self._pid is None, 'cannot start a process twice'
        assert self._parent_pid == _processes.getpid(), \
            'can only start a process object created by current process'
        assert not _current._config.get('daemon'), \
            'daemonic processes are not allowed to have children'
        _clean_up()
        ours, theirs = _processes.pipe()
        pid = _processes.fork()
        if pid == 0:
            _processes.close(ours)
            code = 1
            try:
                code = self._bootstrap(theirs)
            finally:
                _processes.leave(code)
        _processes.close(theirs)
        if self._counts:
            _processes.count(True)
        self._pid = pid
        self._sentinel = ours
        # What the child was given is its own.
        del self._target, self._args, self._kwargs
        _children.add(self)

    def _bootstrap(self, life):
        global _current, _parent, _made, _life
        if _life is not None:
            _processes.close(_life)
        _life = life
        _parent = _ParentProcess(self._parent_name, self._parent_pid)
        _current = self
        _made = 0
        _children.clear()
        code = 1
        try:
            threading._after_fork()
            if 'random' in sys.modules:
                sys.modules['random'].seed()
            try:
                self.run()
                code = 0
            finally:
                _exit_function()
        except SystemExit as error:
            if error.code is None:
                code = 0
            elif isinstance(error.code, int):
                code = error.code
            else:
                sys.stderr.write(f'{error.code}\n')
                code = 1
        except BaseException as error:
            sys.stderr.write(f'Process {self.name}:\n{_exception_text(error)}')
            code = 1
        finally:
            threading._shutdown()
            for stream in (sys.stdout, sys.stderr):
                try:
                    stream.flush()
                except (AttributeError, ValueError):
                    pass
        return code & 0xff

    def __del__(self):
        sentinel = self.__dict__.get('_sentinel')
        if sentinel is not None and not self._closed:
            _processes.close(sentinel)

    def _poll(self, ends=False):
        """How it has ended, if it has."""
        if self._exitcode is None and self._pid is not None:
            try:
                self._exitcode = _processes.status(self._pid, ends)
            except OSError:
                # Somebody else has waited for it.
                self._exitcode = 255 if ends else None
            if self._exitcode is not None and self._counts:
                _processes.count(False)
        return self._exitcode

    def _check_child(self, message):
        self._check_closed()
        assert self._parent_pid == _processes.getpid(), message

    def terminate(self):
        """Terminate process; sends SIGTERM signal."""
        self._send_signal(15)

    def kill(self):
        """Terminate process; sends SIGKILL signal."""
        self._send_signal(9)

    def _send_signal(self, number):
        self._check_closed()
        if self._pid is not None and self._poll() is None:
            try:
                _processes.signal(self._pid, number)
            except OSError:
                pass

    def join(self, timeout=None):
        """Wait until child process terminates."""
        self._check_child('can only join a child process')
        assert self._pid is not None, 'can only join a started process'
        if self._poll() is None:
            if not _processes.wait([self._sentinel], _processes.deadline(timeout)):
                return
            self._poll(True)
        _children.discard(self)

    def is_alive(self):
        """Return whether process is alive."""
        self._check_closed()
        if self is _current:
            return True
        self._check_child('can only test a child process')
        if self._pid is None:
            return False
        if self._poll() is None:
            return True
        _children.discard(self)
        return False

    def close(self):
        """Close the Process object; only when the process has ended."""
        if self._pid is not None and not self._closed:
            if self._poll() is None:
                raise ValueError('Cannot close a process while it is still running. '
                                 'You should first call join() or terminate().')
            _processes.close(self._sentinel)
            _children.discard(self)
        self._closed = True

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), 'name must be a string'
        self._name = name

    @property
    def daemon(self):
        """Return whether process is a daemon."""
        return self._config.get('daemon', False)

    @daemon.setter
    def daemon(self, daemonic):
        assert self._pid is None, 'process has already started'
        self._config['daemon'] = daemonic

    @property
    def authkey(self):
        return self._config['authkey']

    @authkey.setter
    def authkey(self, authkey):
        self._config['authkey'] = bytes(authkey)

    @property
    def exitcode(self):
        """Return exit code of process or None if it has yet to stop."""
        self._check_closed()
        return None if self._pid is None or self is _current else self._poll()

    @property
    def ident(self):
        """Return identifier (PID) of process or None if it has yet to start."""
        self._check_closed()
        return _processes.getpid() if self is _current else self._pid

    pid = ident

    @property
    def sentinel(self):
        """Return a file descriptor suitable for waiting for process termination."""
        self._check_closed()
        if self._sentinel is None:
            raise ValueError('process not started')
        return _processes.descriptor(self._sentinel)

    def __repr__(self):
        status = self._status()
        info = [type(self).__name__, f'name={self._name!r}']
        if self._pid is not None and not self._closed:
            info.append(f'pid={self._pid}')
        info.append(f'parent={self._parent_pid}')
        info.append(status)
        if status == 'stopped':
            code = self._exitcode
            code = f'-{_SIGNALS.get(-code, -code)}' if code < 0 else code
            info.append(f'exitcode={code}')
        if self.daemon:
            info.append('daemon')
        return f'<{" ".join(info)}>'

    def _status(self):
        if self is _current:
            return 'started'
        if self._closed:
            return 'closed'
        if self._parent_pid != _processes.getpid():
            return 'unknown'
        if self._pid is None:
            return 'initial'
        return 'started' if self._poll() is None else 'stopped'

    def __reduce__(self):
        raise TypeError(f'Pickling an {type(self).__name__} object is disallowed for security reasons')


class _ParentProcess(BaseProcess):
    """The process that this one was copied from."""

    def __init__(self, name, pid):
        self._identity = ()
        self._config = {}
        self._parent_pid = None
        self._name = name
        self._pid = None
        self._own_pid = pid
        self._closed = False

    def is_alive(self):
        try:
            _processes.signal(self._own_pid, 0)
        except OSError:
            return False
        return True

    @property
    def ident(self):
        """Return identifier (PID) of the process."""
        return self._own_pid

    pid = ident


class _MainProcess(BaseProcess):
    """The process that the program began as."""

    def __init__(self):
        self._identity = ()
        self._name = 'MainProcess'
        self._parent_pid = None
        self._pid = None
        self._closed = False
        self._config = {'authkey': b'', 'semprefix': '/mp'}

    def close(self):
        pass


def current_process():
    """Return process object representing the current process."""
    return _current


def parent_process():
    """Return process object representing the parent process."""
    return _parent


def active_children():
    """Return list of process objects corresponding to live child processes."""
    _clean_up()
    return list(_children)


def _clean_up():
    for process in list(_children):
        if process._poll() is not None:
            _children.discard(process)


def _exit_function():
    """The end of a process: daemons are ended, the others waited for."""
    for process in active_children():
        if process.daemon:
            process.terminate()
    for process in active_children():
        process.join()


_current = _MainProcess()
_parent = None
threading._at_end.append(_exit_function)
