"""The simple queue of the module queue, which needs nothing of it."""

from _thread import _Row


class Empty(Exception):
    """Exception raised by Queue.get(block=0)/get_nowait()."""


class Full(Exception):
    """Exception raised by Queue.put(block=0)/put_nowait()."""

    __module__ = 'queue'


class SimpleQueue:
    """Simple, unbounded, reentrant FIFO queue."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self):
        self._row = _Row()

    def put(self, item, block=True, timeout=None):
        """Put the item on the queue; never blocks."""
        self._row.put(item)

    def put_nowait(self, item):
        """Put an item into the queue without blocking."""
        self._row.put(item)

    def get(self, block=True, timeout=None):
        """Remove and return an item from the queue."""
        if not block:
            found = self._row.get_nowait()
        else:
            if timeout is not None and timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            found = self._row.get(timeout)
        if not found:
            raise Empty
        return found[0]

    def get_nowait(self):
        """Remove and return an item from the queue without blocking."""
        return self.get(False)

    def empty(self):
        """Return True if the queue is empty, False otherwise (not reliable!)."""
        return not len(self._row)

    def qsize(self):
        """Return the approximate size of the queue (not reliable!)."""
        return len(self._row)
