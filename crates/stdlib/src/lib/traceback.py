"""Extract, format and print information about Python stack traces."""

import sys

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list',
           'format_stack', 'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last',
           'print_stack', 'print_tb', 'clear_frames', 'FrameSummary', 'StackSummary',
           'TracebackException', 'walk_stack', 'walk_tb']

_CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
_CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'
_HEADER = 'Traceback (most recent call last):\n'
_SHOWN_REPEATS = 3
_MISSING = object()


class FrameSummary:
    """Information about a single frame from a traceback."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line',
                 'locals', '_text')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, _text=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = None if locals is None else {
            key: _safe_repr(value) for key, value in locals.items()}
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self._text = _text

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = _source_line(self.filename, self.lineno)
        return self._line.strip()

    def _fields(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (
                other.filename, other.lineno, other.name, other.locals)
        if isinstance(other, tuple):
            return self._fields() == other
        return NotImplemented

    def __getitem__(self, at):
        return self._fields()[at]

    def __iter__(self):
        return iter(self._fields())

    def __len__(self):
        return 4

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'


def _safe_repr(value):
    try:
        return repr(value)
    except Exception:
        return '<exception repr() failed>'


class StackSummary(list):
    """A list of FrameSummary objects, representing a stack of frames."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Create a StackSummary from a traceback or stack object."""
        frames = _limited(list(frame_gen), _default_limit(limit))
        return klass(
            FrameSummary(frame.f_code.co_filename, lineno, frame.f_code.co_name,
                         locals=frame.f_locals if capture_locals else None)
            for frame, lineno in frames)

    @classmethod
    def from_list(klass, a_list):
        """Create a StackSummary from a supplied list of FrameSummary objects or old-style tuples."""
        return klass(
            frame if isinstance(frame, FrameSummary)
            else FrameSummary(frame[0], frame[1], frame[2], line=frame[3])
            for frame in a_list)

    def format_frame_summary(self, frame_summary, **kwargs):
        """Format the lines for a single FrameSummary."""
        text = frame_summary._text
        if text is None:
            text = (f'  File "{frame_summary.filename}", line {frame_summary.lineno}, '
                    f'in {frame_summary.name}\n')
            if frame_summary.line:
                text += f'    {frame_summary.line}\n'
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += f'    {name} = {value}\n'
        return text

    def format(self, **kwargs):
        """Format the stack ready for printing."""
        out = []
        last, count = None, 0

        def told():
            more = count - _SHOWN_REPEATS
            if more > 0:
                s = '' if more == 1 else 's'
                out.append(f'  [Previous line repeated {more} more time{s}]\n')

        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            place = frame.filename, frame.lineno, frame.name
            if place != last:
                told()
                last, count = place, 0
            count += 1
            if count <= _SHOWN_REPEATS:
                out.append(text)
        told()
        return out


def _default_limit(limit):
    return getattr(sys, 'tracebacklimit', None) if limit is None else limit


def _limited(items, limit):
    """The first items, or the last ones where the limit is negative."""
    if limit is None:
        return items
    return items[:limit] if limit >= 0 else items[limit:]


def _summaries(tb, limit, capture_locals=False):
    steps = _limited(_steps(tb), _default_limit(limit))
    return StackSummary(
        FrameSummary(file, lineno, name, line=line, _text=text, end_lineno=end_lineno, colno=colno,
                     end_colno=end_colno, locals=frame.f_locals if capture_locals else None)
        for file, lineno, name, line, text, end_lineno, colno, end_colno, frame in steps)


class TracebackException:
    """An exception ready for rendering."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True, _seen=None):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = _summaries(exc_traceback, limit, capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._have_exc_type = exc_type is not None
        self.exc_type_qualname = getattr(exc_type, '__qualname__', None)
        self.exc_type_module = getattr(exc_type, '__module__', None)
        self._str = _safe_str(exc_value)
        self._only = _exception_lines(exc_type, exc_value)
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self.__suppress_context__ = getattr(exc_value, '__suppress_context__', False)
        self.__cause__ = self.__context__ = self.exceptions = None
        self._group = None
        if isinstance(exc_value, SyntaxError):
            for name in ('filename', 'lineno', 'end_lineno', 'text', 'offset', 'end_offset', 'msg'):
                setattr(self, name, getattr(exc_value, name))
        options = {'limit': limit, 'capture_locals': capture_locals, '_seen': seen}
        if isinstance(exc_value, BaseExceptionGroup):
            self._group = _whole(exc_value)
            self.exceptions = [TracebackException.from_exception(each, **options)
                               for each in exc_value.exceptions]
        for name in ('__cause__', '__context__'):
            other = getattr(exc_value, name, None)
            if other is not None and (id(other) not in seen or name == '__context__'
                                      and other is getattr(exc_value, '__cause__', None)):
                if name == '__context__' and self.__cause__ is not None and (
                        other is exc_value.__cause__):
                    continue
                setattr(self, name, TracebackException.from_exception(other, **options))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Create a TracebackException from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings
        # Frames of the library do not count.
        warnings.warn('Deprecated in 3.13. Use exc_type_str instead.', DeprecationWarning)
        return self._exc_type

    @property
    def exc_type_str(self):
        if not self._have_exc_type:
            return None
        if self.exc_type_module in ('__main__', 'builtins'):
            return self.exc_type_qualname
        return f'{self.exc_type_module}.{self.exc_type_qualname}'

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, **kwargs):
        """Format the exception part of the traceback."""
        yield from self._only

    def _chain(self, chain):
        """What is shown: this one, and before it what led to it, each with the words between."""
        parts = [(self, None)]
        at = self
        while chain:
            if at.__cause__ is not None:
                parts.append((at.__cause__, _CAUSE))
                at = at.__cause__
            elif at.__context__ is not None and not at.__suppress_context__:
                parts.append((at.__context__, _CONTEXT))
                at = at.__context__
            else:
                break
        return parts[::-1]

    def format(self, *, chain=True, **kwargs):
        """Format the exception."""
        if self._group is not None and chain:
            yield from self._group.splitlines(keepends=True)
            return
        for exception, words in self._chain(chain):
            if exception._group is not None:
                yield from exception._group.splitlines(keepends=True)
            else:
                if exception.stack:
                    yield _HEADER
                    yield from exception.stack.format()
                yield from exception._only
            if words is not None:
                yield words

    def print(self, *, file=None, chain=True, **kwargs):
        """Print the result of self.format(chain=chain) to 'file'."""
        _print(self.format(chain=chain), file)


def _safe_str(value):
    try:
        return str(value)
    except Exception:
        return '<exception str() failed>'


def _exception_lines(exc_type, value):
    """The lines that name an exception; what is no exception is named as well as can be."""
    if value is None:
        return ['NoneType: None\n']
    if not isinstance(value, BaseException):
        return [f'{getattr(exc_type, "__name__", exc_type)}: {_safe_str(value)}\n']
    lines = _last_lines(value).splitlines(keepends=True)
    notes = getattr(value, '__notes__', None)
    count = 0
    if isinstance(notes, list):
        count = sum(_safe_str(note).count('\n') + 1 for note in notes)
    if isinstance(value, SyntaxError):
        return lines
    # What a message has of lines is one piece.
    end = len(lines) - count
    return [''.join(lines[:end]), *lines[end:]]


def _print(parts, file):
    file = sys.stderr if file is None else file
    for part in parts:
        file.write(part)


def _exception(exc, value, tb):
    """The exception, its type and traceback that the arguments of a function name."""
    if (value is _MISSING) != (tb is _MISSING):
        raise ValueError('Both or neither of value and tb must be given')
    if value is _MISSING:
        if exc is None:
            return None, None, None
        if isinstance(exc, BaseException):
            return type(exc), exc, exc.__traceback__
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    return type(value), value, tb


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, chain=True, **kwargs):
    """Format a stack trace and the exception information."""
    kind, value, tb = _exception(exc, value, tb)
    return list(TracebackException(kind, value, tb, limit=limit).format(chain=chain))


def print_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, file=None, chain=True,
                    **kwargs):
    """Print exception up to 'limit' stack trace entries from 'tb' to 'file'."""
    _print(format_exception(exc, value, tb, limit, chain), file)


def format_exception_only(exc, /, value=_MISSING, *, show_group=False, **kwargs):
    """Format the exception part of a traceback."""
    value = exc if value is _MISSING else value
    return _exception_lines(type(value), value)


def format_exc(limit=None, chain=True):
    """Like print_exc() but return a string."""
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Shorthand for 'print_exception(sys.exception(), limit=limit, file=file, chain=chain)'."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    """This is a shorthand for 'print_exception(sys.last_exc, limit=limit, file=file, chain=chain)'."""
    if not hasattr(sys, 'last_exc') and not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    last = sys.last_exc if hasattr(sys, 'last_exc') else sys.last_value
    print_exception(last, limit=limit, file=file, chain=chain)


def format_list(extracted_list):
    """Format a list of tuples or FrameSummary objects for printing."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Print the list of tuples as returned by extract_tb() or extract_stack() as a formatted stack trace to the given file."""
    _print(format_list(extracted_list), file)


def extract_tb(tb, limit=None):
    """Return a StackSummary object representing a list of pre-processed entries from traceback."""
    return _summaries(tb, limit)


def format_tb(tb, limit=None):
    """A shorthand for 'format_list(extract_tb(tb, limit))'."""
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    """Print up to 'limit' stack trace entries from the traceback 'tb'."""
    _print(format_tb(tb, limit), file)


def walk_tb(tb):
    """Walk a traceback yielding the frame and line number for each frame."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    """Walk a stack yielding the frame and line number for each frame."""
    if f is None:
        f = sys._getframe()
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_stack(f=None, limit=None):
    """Extract the raw traceback from the current stack frame."""
    if f is None:
        f = sys._getframe()
    frames = _limited(list(walk_stack(f)), _default_limit(limit))
    summary = StackSummary.extract(frames)
    summary.reverse()
    return summary


def format_stack(f=None, limit=None):
    """Shorthand for 'format_list(extract_stack(f, limit))'."""
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print a stack trace from its invocation point."""
    _print(extract_stack(f, limit).format(), file)


def clear_frames(tb):
    """Clear all references to local variables in the frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            # It still runs.
            pass
        tb = tb.tb_next
