"""The io module provides the Python interfaces to stream handling."""

import builtins as _builtins
import os as _os

__all__ = ['BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO',
           'StringIO', 'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRandom',
           'TextIOBase', 'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET',
           'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE', 'text_encoding']

DEFAULT_BUFFER_SIZE = 8192
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
BlockingIOError = BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    __module__ = 'io'


def text_encoding(encoding, stacklevel=2):
    """A helper function to choose the text encoding."""
    return 'locale' if encoding is None else encoding


def _bytes(data):
    """What is like bytes, as bytes."""
    if not isinstance(data, (bytes, bytearray)):
        try:
            if isinstance(data, (str, int)):
                raise TypeError
            return data.tobytes()
        except (TypeError, AttributeError):
            raise TypeError(f"a bytes-like object is required, "
                            f"not '{type(data).__name__}'") from None
    return bytes(data)


def _size(size):
    if size is None:
        return -1
    if not hasattr(size, '__index__'):
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")
    return size.__index__()


class _IOBase:
    """The abstract base class for all I/O classes."""

    __module__ = '_io'
    _closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def _check_closed(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    @property
    def closed(self):
        return self._closed

    def close(self):
        """Flush and close the IO object."""
        if not self.closed:
            try:
                self.flush()
            finally:
                self._closed = True

    def __del__(self):
        try:
            if not self.closed:
                self.close()
        except AttributeError:
            # It was never made whole.
            pass

    def __enter__(self):
        self._check_closed()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        self._check_closed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def flush(self):
        """Flush write buffers, if applicable."""
        self._check_closed()

    def seek(self, offset, whence=0, /):
        self._unsupported('seek')

    def tell(self):
        """Return current stream position."""
        return self.seek(0, 1)

    def truncate(self, size=None, /):
        self._unsupported('truncate')

    def fileno(self):
        """Return underlying file descriptor if one exists."""
        self._unsupported('fileno')

    def isatty(self):
        """Return whether this is an 'interactive' stream."""
        self._check_closed()
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def readline(self, size=-1, /):
        """Read and return a line from the stream."""
        size = _size(size)
        line = bytearray()
        while size < 0 or len(line) < size:
            byte = self.read(1)
            if not byte:
                break
            line += byte
            if byte == b'\n':
                break
        return bytes(line)

    def readlines(self, hint=-1, /):
        """Return a list of lines from the stream."""
        hint = _size(hint)
        if hint <= 0:
            return list(self)
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if total >= hint:
                break
        return lines

    def writelines(self, lines, /):
        """Write a list of lines to stream."""
        self._check_closed()
        for line in lines:
            self.write(line)


class _RawIOBase(_IOBase):
    """Base class for raw binary I/O."""

    __module__ = '_io'

    def read(self, size=-1, /):
        size = _size(size)
        if size < 0:
            return self.readall()
        data = bytearray(size)
        count = self.readinto(data)
        return None if count is None else bytes(data[:count])

    def readall(self):
        """Read until EOF, using multiple read() call."""
        parts = []
        while True:
            data = self.read(DEFAULT_BUFFER_SIZE)
            if not data:
                return b''.join(parts) if parts or data is not None else None
            parts.append(data)

    def readinto(self, buffer, /):
        raise NotImplementedError

    def write(self, data, /):
        raise NotImplementedError


class _BufferedIOBase(_IOBase):
    """Base class for buffered IO objects."""

    __module__ = '_io'

    def read(self, size=-1, /):
        self._unsupported('read')

    def read1(self, size=-1, /):
        self._unsupported('read1')

    def write(self, data, /):
        self._unsupported('write')

    def detach(self):
        self._unsupported('detach')

    def _into(self, buffer, read):
        data = read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def readinto(self, buffer, /):
        return self._into(buffer, self.read)

    def readinto1(self, buffer, /):
        return self._into(buffer, self.read1)


class _TextIOBase(_IOBase):
    """Base class for text I/O."""

    __module__ = '_io'
    encoding = None
    newlines = None
    errors = None

    def read(self, size=-1, /):
        self._unsupported('read')

    def readline(self, size=-1, /):
        self._unsupported('readline')

    def write(self, text, /):
        self._unsupported('write')

    def detach(self):
        self._unsupported('detach')


class _Member(type):
    """Says of the abstract classes of `io` that what derives from those of `_io` is one of theirs."""

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        below = cls.__dict__.get('_below')
        return below is not None and below in subclass.__mro__ or cls in subclass.__mro__


class IOBase(_IOBase, metaclass=_Member):
    """The abstract base class for all I/O classes, acting on streams of bytes."""

    _below = _IOBase


class RawIOBase(_RawIOBase, IOBase):
    """Base class for raw binary I/O."""

    _below = _RawIOBase


class BufferedIOBase(_BufferedIOBase, IOBase):
    """Base class for buffered IO objects."""

    _below = _BufferedIOBase


class TextIOBase(_TextIOBase, IOBase):
    """Base class for text I/O."""

    _below = _TextIOBase



def _parse_mode(mode):
    """The flags of a mode of FileIO: read, write, append, create, truncate, exclusive."""
    if not isinstance(mode, str):
        raise TypeError(f'FileIO() argument \'mode\' must be str, not {type(mode).__name__}')
    if set(mode) - set('xrwab+'):
        raise ValueError(f'invalid mode: {mode}')
    if sum(letter in 'rwax' for letter in mode) != 1 or mode.count('+') > 1:
        raise ValueError('Must have exactly one of create/read/write/append mode and at most one '
                         'plus')
    plus = '+' in mode
    return ('r' in mode or plus, 'r' not in mode or plus, 'a' in mode, 'w' in mode or 'a' in mode,
            'w' in mode, 'x' in mode)


class FileIO(_RawIOBase):
    """Open a file."""

    __module__ = '_io'

    def __init__(self, file, mode='r', closefd=True, opener=None):
        self._reads, self._writes, append, *rest = flags = _parse_mode(mode)
        self._opened = False
        if isinstance(file, int):
            raise UnsupportedOperation('files by their numbers')
        if opener is not None:
            raise UnsupportedOperation('openers of files')
        path = _os.fspath(file)
        self._file = _open(_os.fsdecode(path), path, *flags)
        self._opened = True
        self.name = file
        self._exclusive, self._append = rest[2], append
        if append:
            self._file.seek(0, 2)

    @property
    def mode(self):
        base = 'x' if self._exclusive else 'a' if self._append else None
        if base:
            return f'{base}b+' if self._reads else f'{base}b'
        if self._reads:
            return 'rb+' if self._writes else 'rb'
        return 'wb'

    @property
    def closefd(self):
        return True

    def close(self):
        if self._opened and not self._closed:
            self._file.close()
        self._closed = True

    def __repr__(self):
        if self.closed:
            return '<_io.FileIO [closed]>'
        return f"<_io.FileIO name={self.name!r} mode='{self.mode}' closefd=True>"

    def _check(self, allowed, what):
        self._check_closed()
        if not allowed:
            raise UnsupportedOperation(f'File not open for {what}')

    def read(self, size=-1, /):
        self._check(self._reads, 'reading')
        return self._file.read(_size(size))

    def readall(self):
        return self.read(-1)

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def write(self, data, /):
        self._check(self._writes, 'writing')
        return self._file.write(_bytes(data))

    def seek(self, offset, whence=0, /):
        self._check_closed()
        return self._file.seek(offset, whence)

    def tell(self):
        self._check_closed()
        return self._file.seek(0, 1)

    def truncate(self, size=None, /):
        self._check(self._writes, 'writing')
        size = self.tell() if size is None else size
        self._file.truncate(size)
        return size

    def isatty(self):
        self._check_open()
        return self._file.isatty()

    def _check_open(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def fileno(self):
        self._check_open()
        return self._file.fileno()

    def readable(self):
        self._check_closed()
        return self._reads

    def writable(self):
        self._check_closed()
        return self._writes

    def seekable(self):
        self._check_closed()
        return True


class _Buffered(_BufferedIOBase):
    """A raw stream with what was read ahead of its reader, or what waits to be written."""

    __module__ = '_io'
    _can_read = _can_write = False

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError('buffer size must be strictly positive')
        self._raw = raw
        self._buffer_size = buffer_size
        # What was read and not taken yet starts at `_at`; what is to be written waits in parts.
        self._ahead, self._at = b'', 0
        self._waiting, self._waits = [], 0

    @property
    def raw(self):
        return self._raw

    @property
    def closed(self):
        return self._raw is not None and self._raw.closed

    @property
    def name(self):
        return self._raw.name

    @property
    def mode(self):
        return self._raw.mode

    def __repr__(self):
        name = getattr(self._raw, 'name', None)
        return f'<{type(self).__module__}.{type(self).__qualname__}' + (
            '>' if name is None else f' name={name!r}>')

    def _check(self, allowed, what):
        if self._raw is None:
            raise ValueError('raw stream has been detached')
        if not allowed:
            raise UnsupportedOperation(what)
        if self.closed:
            raise ValueError(f'{what} of closed file')

    def close(self):
        if self._raw is not None and not self.closed:
            try:
                self.flush()
            finally:
                self._raw.close()

    def detach(self):
        self.flush()
        raw, self._raw = self._raw, None
        return raw

    def flush(self):
        if self._raw is None:
            raise ValueError('raw stream has been detached')
        if self.closed:
            raise ValueError('flush of closed file')
        if self._waiting:
            data, self._waiting, self._waits = b''.join(self._waiting), [], 0
            while data:
                count = self._raw.write(data)
                data = data[count:] if count is not None else b''

    def _rewind(self):
        """Puts the raw stream where the reader is."""
        if self._at < len(self._ahead):
            self._raw.seek(self._at - len(self._ahead), 1)
        self._ahead, self._at = b'', 0

    def _fill(self):
        """Reads ahead; gives whether there was more."""
        if self._waiting:
            self.flush()
        data = self._raw.read(self._buffer_size)
        self._ahead = self._ahead[self._at:] + (data or b'')
        self._at = 0
        return bool(data)

    def _take(self, count):
        data = self._ahead[self._at:self._at + count]
        self._at += len(data)
        return data

    def read(self, size=-1, /):
        size = _size(size)
        self._check(self._can_read, 'read')
        if size < -1:
            raise ValueError('read length must be non-negative or -1')
        if self._waiting:
            self.flush()
        if size < 0:
            data, self._ahead, self._at = self._ahead[self._at:], b'', 0
            return data + (self._raw.readall() or b'')
        while len(self._ahead) - self._at < size:
            if not self._fill():
                break
        return self._take(size)

    def read1(self, size=-1, /):
        size = _size(size)
        self._check(self._can_read, 'read')
        if self._at == len(self._ahead):
            self._fill()
        return self._take(self._buffer_size if size < 0 else size)

    def peek(self, size=0, /):
        self._check(self._can_read, 'peek')
        if self._at == len(self._ahead):
            self._fill()
        return self._ahead[self._at:]

    def readline(self, size=-1, /):
        size = _size(size)
        self._check(self._can_read, 'readline')
        seen = 0
        while True:
            found = self._ahead.find(b'\n', self._at + seen)
            if found >= 0:
                count = found + 1 - self._at
                break
            seen = count = len(self._ahead) - self._at
            if 0 <= size <= count or not self._fill():
                break
        return self._take(count if size < 0 else min(size, count))

    def write(self, data, /):
        data = _bytes(data)
        self._check(self._can_write, 'write')
        if self._ahead:
            self._rewind()
        self._waiting.append(data)
        self._waits += len(data)
        if self._waits >= self._buffer_size:
            self.flush()
        return len(data)

    def seek(self, target, whence=0, /):
        self._check(True, 'seek')
        if whence not in (0, 1, 2):
            raise ValueError(f'whence value {whence} unsupported')
        self.flush()
        if whence == 1:
            target -= len(self._ahead) - self._at
        self._ahead, self._at = b'', 0
        return self._raw.seek(target, whence)

    def tell(self):
        self._check(True, 'tell')
        return self._raw.tell() - (len(self._ahead) - self._at) + self._waits

    def truncate(self, pos=None, /):
        self._check(self._can_write, 'truncate')
        self.flush()
        return self._raw.truncate(self.tell() if pos is None else pos)

    def isatty(self):
        return self._raw.isatty()

    def fileno(self):
        return self._raw.fileno()

    def readable(self):
        return self._can_read and self._raw.readable()

    def writable(self):
        return self._can_write and self._raw.writable()

    def seekable(self):
        return self._raw.seekable()


class BufferedReader(_Buffered):
    """Create a new buffered reader using the given readable raw IO object."""

    __module__ = '_io'
    _can_read = True

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise UnsupportedOperation('File or stream is not readable.')
        super().__init__(raw, buffer_size)


class BufferedWriter(_Buffered):
    """A buffer for a writeable sequential RawIO object."""

    __module__ = '_io'
    _can_write = True

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise UnsupportedOperation('File or stream is not writable.')
        super().__init__(raw, buffer_size)


class BufferedRandom(_Buffered):
    """A buffered interface to random access streams."""

    __module__ = '_io'
    _can_read = _can_write = True


class BytesIO(_BufferedIOBase):
    """Buffered I/O implementation using an in-memory bytes buffer."""

    __module__ = '_io'

    def __init__(self, initial_bytes=b''):
        self._data = bytearray(b'' if initial_bytes is None else _bytes(initial_bytes))
        self._position = 0

    def getvalue(self):
        """Retrieve the entire contents of the BytesIO object."""
        self._check_closed()
        return bytes(self._data)

    def readable(self):
        self._check_closed()
        return True

    writable = seekable = readable

    def read(self, size=-1, /):
        size = _size(size)
        self._check_closed()
        end = len(self._data) if size < 0 else self._position + size
        data = bytes(self._data[self._position:end])
        self._position += len(data)
        return data

    read1 = read

    def readline(self, size=-1, /):
        size = _size(size)
        self._check_closed()
        found = self._data.find(b'\n', self._position)
        count = (len(self._data) if found < 0 else found + 1) - self._position
        return self.read(max(count, 0) if size < 0 else min(size, max(count, 0)))

    def write(self, data, /):
        self._check_closed()
        data = _bytes(data)
        missing = self._position - len(self._data)
        if data and missing > 0:
            self._data += bytes(missing)
        self._data[self._position:self._position + len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, pos, whence=0, /):
        self._check_closed()
        if whence == 0 and pos < 0:
            raise ValueError(f'negative seek value {pos}')
        if whence not in (0, 1, 2):
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        start = (0, self._position, len(self._data))[whence]
        self._position = max(start + pos, 0)
        return self._position

    def tell(self):
        self._check_closed()
        return self._position

    def truncate(self, size=None, /):
        self._check_closed()
        size = self._position if size is None else size
        if size < 0:
            raise ValueError(f'negative size value {size}')
        del self._data[size:]
        return size


# Text


def _check_newline(newline, shown):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(f'newline must be str or None, not {type(newline).__name__}')
    if newline not in (None, '', '\n', '\r', '\r\n'):
        raise ValueError(f'illegal newline value: {shown(newline)}')


class _Newlines:
    """What is known of the ends of lines, and their translation."""

    def __init__(self, newline):
        self.universal = newline in (None, '')
        self.translates = newline is None
        self.end = newline if newline else None
        self.written = None if newline in (None, '', '\n') else newline
        self.seen = set()

    def note(self, text):
        """Notes the ends of lines in a text, which does not stop in the middle of one."""
        crlf = text.count('\r\n')
        for end, count in (('\r\n', crlf), ('\r', text.count('\r') - crlf),
                           ('\n', text.count('\n') - crlf)):
            if count:
                self.seen.add(end)

    def read(self, text):
        """A text that was read, as the reader gets it."""
        if self.universal and ('\r' in text or '\n' in text):
            self.note(text)
        if self.translates and '\r' in text:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def newlines(self):
        kinds = tuple(end for end in ('\r', '\n', '\r\n') if end in self.seen)
        return None if not kinds else kinds[0] if len(kinds) == 1 else kinds

    def line_end(self, text, start):
        """Where the line ends that starts in a text, or -1."""
        if self.end is not None:
            found = text.find(self.end, start)
            return found + len(self.end) if found >= 0 else -1
        feed = text.find('\n', start)
        if self.translates:
            return feed + 1 if feed >= 0 else -1
        back = text.find('\r', start)
        if back < 0 or 0 <= feed < back:
            return feed + 1 if feed >= 0 else -1
        if back + 1 == len(text):
            # A line feed may follow.
            return -1
        return back + 2 if text[back + 1] == '\n' else back + 1


_SINGLE_BYTE = ('ascii', 'us-ascii', 'latin-1', 'latin1', 'iso-8859-1')


class TextIOWrapper(_TextIOBase):
    """Character and line based layer over a BufferedIOBase object, buffer."""

    __module__ = '_io'

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False,
                 write_through=False):
        self._buffer = buffer
        _check_newline(newline, str)
        encoding = 'UTF-8' if encoding in (None, 'locale') else encoding
        if not isinstance(encoding, str):
            raise TypeError(f'TextIOWrapper() argument \'encoding\' must be str or None, '
                            f'not {type(encoding).__name__}')
        ''.encode(encoding)
        self._encoding, self._errors = encoding, errors or 'strict'
        self._line_buffering, self.write_through = line_buffering, write_through
        self._set_newline(newline)
        # Text that was read and not taken yet starts at `_at`; bytes of a character that is not whole.
        self._ahead, self._at, self._tail, self._ended = '', 0, b'', False
        self._wrote = False
        self._telling = True

    def _set_newline(self, newline):
        self._newlines = _Newlines(newline)

    @property
    def buffer(self):
        return self._check_detached()

    @property
    def encoding(self):
        return self._encoding

    @property
    def errors(self):
        return self._errors

    @property
    def line_buffering(self):
        return self._line_buffering

    @property
    def newlines(self):
        return self._newlines.newlines()

    @property
    def closed(self):
        return self._check_detached().closed

    @property
    def name(self):
        return self._check_detached().name

    def _check_detached(self):
        if self._buffer is None:
            raise ValueError('underlying buffer has been detached')
        return self._buffer

    def __repr__(self):
        parts = ['<_io.TextIOWrapper']
        name = getattr(self._buffer, 'name', None)
        if name is not None:
            parts.append(f'name={name!r}')
        if hasattr(self, 'mode'):
            parts.append(f'mode={self.mode!r}')
        parts.append(f'encoding={self._encoding!r}>')
        return ' '.join(parts)

    def __del__(self):
        if self._buffer is not None:
            super().__del__()

    def close(self):
        if self._buffer is not None and not self.closed:
            try:
                self.flush()
            finally:
                self._buffer.close()

    def detach(self):
        self.flush()
        buffer, self._buffer = self._check_detached(), None
        return buffer

    def reconfigure(self, *, encoding=None, errors=None, newline=_os, line_buffering=None,
                    write_through=None):
        """Reconfigure the text stream with new parameters."""
        if self._ahead and (encoding is not None or errors is not None or newline is not _os):
            raise UnsupportedOperation('It is not possible to set the encoding or newline of '
                                       'stream after the first read')
        self.flush()
        if encoding is not None:
            ''.encode(encoding)
            self._encoding, self._errors = encoding, errors or 'strict'
        elif errors is not None:
            self._errors = errors
        if newline is not _os:
            _check_newline(newline, str)
            self._set_newline(newline)
        if line_buffering is not None:
            self._line_buffering = line_buffering
        if write_through is not None:
            self.write_through = write_through

    def flush(self):
        self._check_detached()
        self._check_closed()
        self._telling = True
        self._buffer.flush()

    def isatty(self):
        return self._check_detached().isatty()

    def fileno(self):
        return self._check_detached().fileno()

    def readable(self):
        self._check_closed()
        return self._buffer.readable()

    def writable(self):
        self._check_closed()
        return self._buffer.writable()

    def seekable(self):
        self._check_closed()
        return self._buffer.seekable()

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {type(text).__name__}')
        self._check_detached()
        self._check_closed()
        if not self._buffer.writable():
            raise UnsupportedOperation('not writable')
        out = text
        if self._newlines.written is not None and '\n' in text:
            out = text.replace('\n', self._newlines.written)
        encoding = self._encoding
        if self._wrote and encoding.lower() in ('utf-16', 'utf-32', 'utf-8-sig'):
            # Only what is written first begins with the mark.
            encoding = 'utf-8' if encoding.lower() == 'utf-8-sig' else encoding + '-le'
        data = out.encode(encoding, self._errors)
        self._wrote = True
        if self._ahead or self._tail:
            self._forget(self._position())
        self._buffer.write(data)
        if self.write_through or self._line_buffering and ('\n' in text or '\r' in text):
            self._buffer.flush()
        return len(text)

    def _forget(self, position=None):
        """Gives up what was read ahead."""
        if position is not None:
            self._buffer.seek(position)
        self._ahead, self._at, self._tail, self._ended = '', 0, b'', False

    def _readable(self):
        self._check_detached()
        self._check_closed()
        if not self._buffer.readable():
            raise UnsupportedOperation('not readable')

    def _whole(self, data):
        """How many of the bytes make whole characters and whole ends of lines."""
        end = len(data)
        if self._encoding.lower().replace('_', '-') not in _SINGLE_BYTE:
            # A character of UTF-8 that is not whole begins within the last three bytes.
            for back in range(1, min(3, end) + 1):
                lead = data[end - back]
                if lead >= 0xC0:
                    width = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
                    end -= back if back < width else 0
                    break
                if lead < 0x80:
                    break
        if self._newlines.universal and end and data[end - 1] == 13:
            end -= 1
        return end

    def _fill(self):
        """Reads ahead; gives whether there was more."""
        if self._ended:
            return False
        name = self._encoding.lower().replace('_', '-')
        by_parts = name in ('utf-8', 'utf8') or name in _SINGLE_BYTE
        data = self._buffer.read1(DEFAULT_BUFFER_SIZE) if by_parts else self._buffer.read()
        if not data or not by_parts:
            self._ended = True
            data, self._tail = self._tail + (data or b''), b''
        else:
            data = self._tail + data
            end = self._whole(data)
            data, self._tail = data[:end], data[end:]
        text = self._newlines.read(data.decode(self._encoding, self._errors))
        self._ahead = self._ahead[self._at:] + text
        self._at = 0
        return bool(text) or not self._ended

    def read(self, size=-1, /):
        size = _size(size)
        self._readable()
        while (size < 0 or len(self._ahead) - self._at < size) and self._fill():
            pass
        end = len(self._ahead) if size < 0 else self._at + size
        text = self._ahead[self._at:end]
        self._at += len(text)
        if size < 0:
            self._ended = False
        return text

    def readline(self, size=-1, /):
        size = _size(size)
        self._readable()
        while True:
            end = self._newlines.line_end(self._ahead, self._at)
            if end >= 0 or 0 <= size <= len(self._ahead) - self._at:
                break
            if not self._fill():
                self._ended = False
                break
        if end < 0:
            end = len(self._ahead)
        if size >= 0:
            end = min(end, self._at + size)
        line = self._ahead[self._at:end]
        self._at = end
        return line

    def __next__(self):
        self._telling = False
        line = self.readline()
        if not line:
            self._telling = True
            raise StopIteration
        return line

    def _position(self):
        """Where the reader is, in bytes; ends of lines that were translated count as one byte."""
        rest = self._ahead[self._at:].encode(self._encoding, self._errors)
        extra = rest.count(b'\n') if self._newlines.seen == {'\r\n'} else 0
        translated = extra if self._newlines.translates else 0
        return self._buffer.tell() - len(self._tail) - len(rest) - translated

    def tell(self):
        self._check_closed()
        if not self._buffer.seekable():
            raise UnsupportedOperation('underlying stream is not seekable')
        if not self._telling:
            raise OSError('telling position disabled by next() call')
        self._buffer.flush()
        return self._position() if self._ahead or self._tail else self._buffer.tell()

    def seek(self, cookie, whence=0, /):
        self._check_closed()
        if not self._buffer.seekable():
            raise UnsupportedOperation('underlying stream is not seekable')
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie = self.tell()
        elif whence == 2:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
            self.flush()
            self._forget()
            return self._buffer.seek(0, 2)
        elif whence != 0:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        if cookie < 0:
            raise ValueError(f'negative seek position {cookie}')
        self.flush()
        self._forget(cookie)
        self._wrote = cookie != 0
        return cookie

    def truncate(self, pos=None, /):
        self.flush()
        return self._buffer.truncate(self.tell() if pos is None else pos)


class StringIO(_TextIOBase):
    """Text I/O implementation using an in-memory buffer."""

    __module__ = '_io'
    line_buffering = False

    def __init__(self, initial_value='', newline='\n'):
        _check_newline(newline, repr)
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f'initial_value must be str or None, '
                            f'not {type(initial_value).__name__}')
        self._newlines = _Newlines(newline)
        self._parts, self._text, self._position = [], '', 0
        if initial_value:
            self.write(initial_value)
            self._position = 0

    def _check_closed(self):
        if self._closed:
            raise ValueError('I/O operation on closed file')

    def __enter__(self):
        self._check_closed()
        return self

    def __iter__(self):
        if self._closed:
            raise ValueError('I/O operation on closed file.')
        return self

    @property
    def newlines(self):
        self._check_closed()
        return self._newlines.newlines()

    def _joined(self):
        """All of the text; what was written at the end one after another is put together first."""
        if self._parts:
            self._text += ''.join(self._parts)
            self._parts = []
        return self._text

    def getvalue(self):
        """Retrieve the entire contents of the object."""
        self._check_closed()
        return self._joined()

    def readable(self):
        self._check_closed()
        return True

    writable = seekable = readable

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got '{type(text).__name__}'")
        self._check_closed()
        count = len(text)
        text = self._newlines.read(text)
        if self._newlines.written is not None:
            text = text.replace('\n', self._newlines.written)
        if self._position is None:
            self._parts.append(text)
            return count
        whole = self._joined()
        if self._position == len(whole):
            self._position = None
            self._parts.append(text)
        elif text:
            whole = whole.ljust(self._position, '\0')
            end = self._position + len(text)
            self._text = whole[:self._position] + text + whole[end:]
            self._position = end
        return count

    def _here(self):
        # At the end, where most is written, the position is not kept: `None` stands for it.
        if self._position is None:
            self._position = len(self._joined())
        return self._position

    def read(self, size=-1, /):
        size = _size(size)
        self._check_closed()
        here, whole = self._here(), self._joined()
        text = whole[here:] if size < 0 else whole[here:here + size]
        self._position = here + len(text)
        return text

    def readline(self, size=-1, /):
        size = _size(size)
        self._check_closed()
        here, whole = self._here(), self._joined()
        end = self._newlines.line_end(whole, here)
        if end < 0:
            end = max(len(whole), here)
        if size >= 0:
            end = min(end, here + size)
        self._position = end
        return whole[here:end]

    def tell(self):
        self._check_closed()
        return self._here()

    def seek(self, pos, whence=0, /):
        self._check_closed()
        if whence not in (0, 1, 2):
            raise ValueError(f'Invalid whence ({whence}, should be 0, 1 or 2)')
        if whence == 0 and pos < 0:
            raise ValueError(f'Negative seek position {pos}')
        if whence and pos:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._position = (pos, self._here(), len(self._joined()))[whence]
        return self._position

    def truncate(self, pos=None, /):
        self._check_closed()
        pos = self._here() if pos is None else pos
        if pos < 0:
            raise ValueError(f'Negative size value {pos}')
        here = self._here()
        self._text = self._joined()[:pos]
        self._position = here
        return pos


def _check_text_mode(file, mode, buffering, encoding, errors, newline):
    """Complains of what does not fit together; gives whether the file holds text."""
    if not isinstance(file, (int, str, bytes)) and not hasattr(type(file), '__fspath__'):
        raise TypeError(f'expected str, bytes or os.PathLike object, not {type(file).__name__}')
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    if set(mode) - set('axrwb+t') or len(mode) > len(set(mode)):
        raise ValueError(f'invalid mode: {mode!r}')
    binary = 'b' in mode
    if binary and 't' in mode:
        raise ValueError("can't have text and binary mode at once")
    kinds = sum(letter in mode for letter in 'xrwa')
    if kinds > 1:
        raise ValueError('must have exactly one of create/read/write/append mode')
    if not kinds:
        raise ValueError('Must have exactly one of create/read/write/append mode and at most one '
                         'plus')
    if binary:
        for name, value in (('encoding', encoding), ('errors', errors), ('newline', newline)):
            if value is not None:
                article = 'an' if name[0] == 'e' else 'a'
                raise ValueError(f"binary mode doesn't take {article} {name} argument")
    elif buffering == 0:
        raise ValueError("can't have unbuffered text I/O")
    return not binary


def _open_stream(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True,
         opener=None):
    """Open file and return a stream.  Raise OSError upon failure."""
    is_text = _check_text_mode(file, mode, buffering, encoding, errors, newline)
    raw = FileIO(file, mode.replace('b', '').replace('t', ''), closefd, opener)
    if buffering == 0:
        return raw
    size = buffering if buffering > 1 else DEFAULT_BUFFER_SIZE
    kind = (BufferedRandom if '+' in mode else BufferedReader if 'r' in mode
            else BufferedWriter)
    buffer = kind(raw, size)
    if not is_text:
        return buffer
    line_buffering = buffering == 1 or buffering < 0 and raw.isatty()
    text = TextIOWrapper(buffer, encoding, errors, newline, line_buffering)
    text.mode = mode
    return text


open = _builtins.open


def open_code(path):
    """Opens the provided file with the intent to import the contents."""
    return open(path, 'rb')
