"""Messages between processes."""

# Written from the library reference ("multiprocessing.connection").

import _processes
import pickle

__all__ = ['Connection', 'Pipe', 'wait']


class Connection:
    """One end of a pipe, through which objects are sent."""

    def __init__(self, reader, writer):
        self._reader = reader
        self._writer = writer
        self._closed = False

    def __del__(self):
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()

    @property
    def closed(self):
        """True if the connection is closed"""
        return self._closed

    @property
    def readable(self):
        """True if the connection is readable"""
        return self._reader is not None

    @property
    def writable(self):
        """True if the connection is writable"""
        return self._writer is not None

    def _check_closed(self):
        if self._closed:
            raise OSError('handle is closed')

    def _check_readable(self):
        self._check_closed()
        if self._reader is None:
            raise OSError('connection is write-only')

    def _check_writable(self):
        self._check_closed()
        if self._writer is None:
            raise OSError('connection is read-only')

    def fileno(self):
        """File descriptor or handle of the connection"""
        self._check_closed()
        return _processes.descriptor(self._writer if self._reader is None else self._reader)

    def close(self):
        """Close the connection"""
        if not self._closed:
            self._closed = True
            for end in (self._reader, self._writer):
                if end is not None:
                    _processes.close(end)

    def send_bytes(self, buf, offset=0, size=None):
        """Send the bytes data from a bytes-like object"""
        self._check_writable()
        if offset < 0:
            raise ValueError('offset is negative')
        if offset > len(buf):
            raise ValueError('buffer length < offset')
        if size is None:
            size = len(buf) - offset
        elif size < 0:
            raise ValueError('size is negative')
        elif offset + size > len(buf):
            raise ValueError('buffer length < offset + size')
        _processes.send(self._writer, bytes(buf)[offset:offset + size])

    def send(self, obj):
        """Send a (picklable) object"""
        self._check_writable()
        _processes.send(self._writer, pickle.dumps(obj))

    def recv_bytes(self, maxlength=None):
        """Receive bytes data as a bytes object."""
        self._check_readable()
        if maxlength is not None and maxlength < 0:
            raise ValueError('negative maxlength')
        data = _processes.receive(self._reader)
        if maxlength is not None and len(data) > maxlength:
            raise OSError('bad message length')
        return data

    def recv(self):
        """Receive a (picklable) object"""
        self._check_readable()
        return pickle.loads(_processes.receive(self._reader))

    def poll(self, timeout=0.0):
        """Whether there is any input available to be read"""
        self._check_readable()
        return bool(_processes.wait([self._reader], _processes.deadline(timeout)))

    def __reduce__(self):
        raise RuntimeError('Connection objects should only be shared between processes through inheritance')


def Pipe(duplex=True):
    """Returns pair of connection objects at either end of a pipe"""
    there_read, here_write = _processes.pipe()
    if not duplex:
        return Connection(there_read, None), Connection(None, here_write)
    here_read, there_write = _processes.pipe()
    return Connection(here_read, here_write), Connection(there_read, there_write)


def wait(object_list, timeout=None):
    """Wait till an object in object_list is ready/readable; gives those that are."""
    ends = {}
    for obj in object_list:
        end = getattr(obj, '_reader', None)
        if end is None:
            raise NotImplementedError('only connections can be waited for')
        ends[end] = obj
    ready = _processes.wait(list(ends), _processes.deadline(timeout))
    return [ends[end] for end in ready]
