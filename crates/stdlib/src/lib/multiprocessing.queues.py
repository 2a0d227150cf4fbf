"""Queues between processes."""

# Written from the library reference ("multiprocessing", pipes and queues).

import _processes
import pickle
import sys
import threading
from _queue import Empty, Full, SimpleQueue as _Buffer
from _thread import _exception_text
from multiprocessing.synchronize import Condition, _ROOM, _Tokens

__all__ = ['Queue', 'SimpleQueue', 'JoinableQueue']


class _Counter:
    """A number that processes share; whoever changes it holds a lock."""

    def __init__(self):
        self._memory = _processes.share(8)

    def __del__(self):
        _processes.close(self._memory)

    def get(self):
        return int.from_bytes(_processes.peek(self._memory, 0, 8), 'little')

    def add(self, more):
        _processes.poke(self._memory, 0, (self.get() + more).to_bytes(8, 'little'))


class Queue:
    """A queue that processes share."""

    def __init__(self, maxsize=0, *, ctx=None):
        if maxsize > _ROOM:
            raise NotImplementedError(f'queues of more than {_ROOM} items')
        self._maxsize = maxsize
        self._reader, self._writer = _processes.pipe()
        self._read_lock, self._write_lock = _Tokens(1), _Tokens(1)
        self._room = _Tokens(maxsize) if maxsize > 0 else None
        self._puts, self._gets = _Counter(), _Counter()
        self._closed = False
        # What did not go into the pipe at once, and the thread that puts it there.
        self._buffer = _Buffer()
        self._feeder = None

    def __del__(self):
        for end in (self._reader, self._writer):
            _processes.close(end)

    def __reduce__(self):
        raise RuntimeError(f'{type(self).__name__} objects should only be shared between processes'
                           ' through inheritance')

    def _after_fork(self):
        """The feeder is a thread of the process that started it."""
        if self._feeder is not None and self._feeder[1] != _processes.getpid():
            self._buffer, self._feeder = _Buffer(), None

    def put(self, obj, block=True, timeout=None):
        """Put obj into the queue."""
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        self._after_fork()
        if self._room is not None and not self._room.take(block, timeout):
            raise Full
        try:
            data = pickle.dumps(obj)
        except Exception as error:
            # CPython's feeder finds out, and can only tell.
            if self._room is not None:
                self._room.put()
            text = _exception_text(error)
            head = 'Traceback (most recent call last):\n'
            sys.stderr.write(text if text.startswith(head) else head + text)
            return
        self._counted()
        if self._feeder is None or self._buffer.empty() and not self._feeder[2].is_set():
            if self._write_lock.take(False):
                try:
                    gone = _processes.try_send(self._writer, data)
                    self._puts.add(gone)
                finally:
                    self._write_lock.put()
                if gone:
                    return
        self._feed(data)

    def _counted(self):
        """One item more is in the queue."""

    def _feed(self, data):
        self._buffer.put(data)
        if self._feeder is None:
            busy = threading.Event()
            busy.set()
            thread = threading.Thread(target=self._write, args=(busy,), name='QueueFeederThread', daemon=True)
            self._feeder = thread, _processes.getpid(), busy
            threading._at_exit.append((self._finish, (), {}))
            thread.start()

    def _write(self, busy):
        while True:
            if self._buffer.empty():
                busy.clear()
            data = self._buffer.get()
            if data is None:
                return
            busy.set()
            self._write_lock.take()
            try:
                _processes.send(self._writer, data)
                self._puts.add(1)
            finally:
                self._write_lock.put()

    def _finish(self):
        """The process ends: what was put in goes first."""
        if self._feeder is not None and self._feeder[1] == _processes.getpid():
            self._buffer.put(None)
            self._feeder[0].join()
            self._feeder = None

    def get(self, block=True, timeout=None):
        """Remove and return an item from the queue."""
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        end = _processes.deadline(max(timeout, 0) if block and timeout is not None else None)
        if not _processes.take(self._read_lock.reader, end, block):
            raise Empty
        try:
            if not block:
                end = _processes.deadline(0)
            if not _processes.wait([self._reader], end):
                raise Empty
            data = _processes.receive(self._reader)
            self._gets.add(1)
        finally:
            self._read_lock.put()
        if self._room is not None:
            self._room.put()
        return pickle.loads(data)

    def qsize(self):
        return self._puts.get() - self._gets.get() + self._buffer.qsize()

    def empty(self):
        return not _processes.wait([self._reader], 0)

    def full(self):
        return self._room is not None and self._room.count() == 0

    def get_nowait(self):
        return self.get(False)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def close(self):
        """Indicate that no more data will be put on this queue by the current process."""
        self._closed = True

    def join_thread(self):
        """Join the background thread."""
        assert self._closed, f'Queue {self!r} not closed'
        self._finish()

    def cancel_join_thread(self):
        """Prevent join_thread() from blocking."""
        self._feeder = None


class JoinableQueue(Queue):
    """A queue that knows what has been done."""

    def __init__(self, maxsize=0, *, ctx=None):
        Queue.__init__(self, maxsize)
        self._unfinished = _Counter()
        self._cond = Condition()

    def _counted(self):
        with self._cond:
            self._unfinished.add(1)

    def task_done(self):
        """Indicate that a formerly enqueued task is complete."""
        with self._cond:
            if self._unfinished.get() <= 0:
                raise ValueError('task_done() called too many times')
            self._unfinished.add(-1)
            if self._unfinished.get() == 0:
                self._cond.notify_all()

    def join(self):
        """Block until all items in the queue have been gotten and processed."""
        with self._cond:
            while self._unfinished.get():
                self._cond.wait()


class SimpleQueue:
    """A queue of processes, little more than a pipe with locks."""

    def __init__(self, *, ctx=None):
        self._reader, self._writer = _processes.pipe()
        self._read_lock, self._write_lock = _Tokens(1), _Tokens(1)

    def __del__(self):
        self.close()

    def __reduce__(self):
        raise RuntimeError('SimpleQueue objects should only be shared between processes through inheritance')

    def put(self, obj):
        data = pickle.dumps(obj)
        self._write_lock.take()
        try:
            _processes.send(self._writer, data)
        finally:
            self._write_lock.put()

    def get(self):
        self._read_lock.take()
        try:
            data = _processes.receive(self._reader)
        finally:
            self._read_lock.put()
        return pickle.loads(data)

    def empty(self):
        return not _processes.wait([self._reader], 0)

    def close(self):
        _processes.close(self._reader)
        _processes.close(self._writer)
