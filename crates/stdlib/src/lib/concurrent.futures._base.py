"""Futures, and what all executors have in common."""

# Written from the library reference ("concurrent.futures").

import threading
from _thread import _Row
from time import monotonic as _monotonic

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

PENDING = 'PENDING'
RUNNING = 'RUNNING'
# Cancelled, and whoever waits has not been told yet.
CANCELLED = 'CANCELLED'
CANCELLED_AND_NOTIFIED = 'CANCELLED_AND_NOTIFIED'
FINISHED = 'FINISHED'

_STATE_NAMES = {
    PENDING: 'pending',
    RUNNING: 'running',
    CANCELLED: 'cancelled',
    CANCELLED_AND_NOTIFIED: 'cancelled',
    FINISHED: 'finished',
}


class Error(Exception):
    """Base class for all future-related exceptions."""


class CancelledError(Error):
    """The Future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """Raised when an executor has become non-functional after a severe failure."""


def _log():
    import logging
    return logging.getLogger('concurrent.futures')


class Future:
    """Represents the result of an asynchronous computation."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        # Rows to which the future is added when it is done.
        self._watchers = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            text = f'<{type(self).__name__} at {id(self):#x} state={_STATE_NAMES[self._state]}'
            if self._state == FINISHED:
                if self._exception:
                    return f'{text} raised {type(self._exception).__name__}>'
                return f'{text} returned {type(self._result).__name__}>'
            return f'{text}>'

    def _is_over(self):
        return self._state in (CANCELLED_AND_NOTIFIED, FINISHED)

    def _watch(self, row):
        """Has the future added to a row as soon as it is done; false if it is."""
        with self._condition:
            if self._is_over():
                return False
            self._watchers.append(row)
            return True

    def _watch_no_more(self, row):
        with self._condition:
            if row in self._watchers:
                self._watchers.remove(row)

    def _tell_watchers(self):
        for row in self._watchers:
            row.put(self)

    def _call_back(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            _log().exception('exception calling callback for %r', self)

    def cancel(self):
        """Cancel the future if possible."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._call_back()
        return True

    def cancelled(self):
        """Return True if the future was cancelled."""
        return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Return True if the future is currently executing."""
        return self._state == RUNNING

    def done(self):
        """Return True if the future was cancelled or finished executing."""
        return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

    def add_done_callback(self, fn):
        """Attaches a callable that will be called when the future finishes."""
        with self._condition:
            if not self.done():
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _wait(self, timeout):
        """Waits until it is finished."""
        with self._condition:
            if not self.done():
                self._condition.wait(timeout)
            if self.cancelled():
                raise CancelledError()
            if self._state != FINISHED:
                raise TimeoutError()

    def result(self, timeout=None):
        """Return the result of the call that the future represents."""
        try:
            self._wait(timeout)
            if self._exception is not None:
                raise self._exception
            return self._result
        finally:
            # The traceback of what is raised would hold the future, which holds what is raised.
            self = None

    def exception(self, timeout=None):
        """Return the exception raised by the call that the future represents."""
        self._wait(timeout)
        return self._exception

    # For executors, and for tests of their users.

    def set_running_or_notify_cancel(self):
        """Mark the future as running or process any cancel notifications."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                self._tell_watchers()
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            _log().critical('Future %s in unexpected state: %s', id(self), self._state)
            raise RuntimeError('Future in unexpected state')

    def set_result(self, result):
        """Sets the return value of work associated with the future."""
        self._finish(result, None)

    def set_exception(self, exception):
        """Sets the result of the future as being the given exception."""
        self._finish(None, exception)

    def _finish(self, result, exception):
        with self._condition:
            if self.done():
                raise InvalidStateError(f'{self._state}: {self!r}')
            self._result = result
            self._exception = exception
            self._state = FINISHED
            self._tell_watchers()
            self._condition.notify_all()
        self._call_back()


class DoneAndNotDoneFutures(tuple):
    """What wait() gives: two sets."""

    __slots__ = ()

    def __new__(cls, done, not_done):
        return tuple.__new__(cls, (done, not_done))

    def __repr__(self):
        return f'DoneAndNotDoneFutures(done={self[0]!r}, not_done={self[1]!r})'

    done = property(lambda self: self[0], doc='Alias for field number 0')
    not_done = property(lambda self: self[1], doc='Alias for field number 1')


def _watch_all(fs):
    """A row that gets those that are not done yet; with it those that are, in the order in which they were given."""
    row = _Row()
    return row, [future for future in fs if not future._watch(row)]


def as_completed(fs, timeout=None):
    """An iterator over the given futures that yields each as it completes."""
    end = None if timeout is None else _monotonic() + timeout
    pending = dict.fromkeys(fs)
    total = len(pending)
    row, finished = _watch_all(pending)
    try:
        for future in finished:
            del pending[future]
        # No reference is kept to what has been given out.
        finished.reverse()
        while finished:
            yield finished.pop()
        while pending:
            left = None if end is None else end - _monotonic()
            found = () if left is not None and left < 0 else row.get(left)
            if not found:
                raise TimeoutError('%d (of %d) futures unfinished' % (len(pending), total))
            future, found = found[0], None
            del pending[future]
            yield future
            future = None
    finally:
        for future in pending:
            future._watch_no_more(row)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for the futures in the given sequence to complete."""
    end = None if timeout is None else _monotonic() + timeout
    fs = dict.fromkeys(fs)
    row, finished = _watch_all(fs)
    done = set(finished)

    def enough():
        if len(done) == len(fs):
            return True
        if return_when == FIRST_COMPLETED:
            return bool(done)
        return return_when == FIRST_EXCEPTION and any(
            not future.cancelled() and future.exception() is not None for future in done)

    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError('Invalid return condition: %r' % return_when)
    while not enough():
        left = None if end is None else end - _monotonic()
        found = row.get_nowait() if left is not None and left <= 0 else row.get(left)
        if not found:
            break
        done.add(found[0])
    for future in fs:
        if future not in done:
            future._watch_no_more(row)
    done.update(future for future in fs if future._is_over())
    return DoneAndNotDoneFutures(done, set(fs) - done)


class Executor:
    """This is an abstract base class for concrete asynchronous executors."""

    def submit(self, fn, /, *args, **kwargs):
        """Submits a callable to be executed with the given arguments."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Returns an iterator equivalent to map(fn, iter)."""
        end = None if timeout is None else timeout + _monotonic()
        fs = [self.submit(fn, *args) for args in zip(*iterables)]

        # A generator of its own, so that what was submitted runs before the first result is asked for.
        def result_iterator():
            try:
                fs.reverse()
                while fs:
                    # No reference to a future is kept while its result is with the caller.
                    yield _result_or_cancel(fs.pop(), None if end is None else end - _monotonic())
            finally:
                for future in fs:
                    future.cancel()
        return result_iterator()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Clean-up the resources associated with the Executor."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


def _result_or_cancel(future, timeout):
    try:
        return future.result(timeout)
    finally:
        future.cancel()
        del future
