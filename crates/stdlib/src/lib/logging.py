"""Logging package for Python.  What is not here is in the native half."""

import os as _os
import sys as _sys

logThreads = logMultiprocessing = logProcesses = logAsyncioTasks = True


class LoggerAdapter:
    """An adapter for loggers which makes it easier to specify contextual information in logging output."""

    def __init__(self, logger, extra=None, merge_extra=False):
        self.logger = logger
        self.extra = extra
        self.merge_extra = merge_extra

    def process(self, msg, kwargs):
        """Process the logging message and keyword arguments passed in to a logging call to insert contextual information."""
        if self.merge_extra and 'extra' in kwargs:
            kwargs['extra'] = {**self.extra, **kwargs['extra']}
        else:
            kwargs['extra'] = self.extra
        return msg, kwargs

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        return self.logger.hasHandlers()

    @property
    def manager(self):
        return self.logger.manager

    @property
    def name(self):
        return self.logger.name

    def __repr__(self):
        level = getLevelName(self.logger.getEffectiveLevel())
        return f'<{type(self).__name__} {self.logger.name} ({level})>'

    @classmethod
    def __class_getitem__(cls, item):
        return cls


class FileHandler(StreamHandler):
    """A handler class which writes formatted logging records to disk files."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        self.baseFilename = _os.path.abspath(_os.fspath(filename))
        self.mode = mode
        self.encoding = encoding
        self.errors = errors
        self.delay = delay
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            StreamHandler.__init__(self, self._open())

    def _open(self):
        """Open the current base file with the (original) mode and encoding."""
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def close(self):
        """Closes the stream."""
        stream, self.stream = self.stream, None
        if stream is not None:
            try:
                stream.flush()
            finally:
                stream.close()
        StreamHandler.close(self)

    def flush(self):
        if self.stream is not None:
            self.stream.flush()

    def emit(self, record):
        """Emit a record."""
        if self.stream is None:
            if self.mode == 'w' and self._was_open:
                return
            self.stream = self._open()
        self._was_open = True
        StreamHandler.emit(self, record)

    _was_open = False

    def __repr__(self):
        return f'<{type(self).__name__} {self.baseFilename} ({getLevelName(self.level)})>'


_basic_config = basicConfig


def basicConfig(**kwargs):
    """Do basic configuration for the logging system."""
    filename = kwargs.pop('filename', None)
    mode = kwargs.pop('filemode', 'a')
    encoding, errors = kwargs.pop('encoding', None), kwargs.pop('errors', 'backslashreplace')
    if root.handlers and not kwargs.get('force'):
        return
    if filename is not None:
        if kwargs.get('stream') is not None:
            raise ValueError("'stream' and 'filename' should not be specified together")
        if kwargs.get('handlers') is not None:
            raise ValueError("'stream' or 'filename' should not be specified together with "
                             "'handlers'")
        if 'b' in mode:
            errors = None
        kwargs['handlers'] = [FileHandler(filename, mode, encoding=encoding, errors=errors)]
    _basic_config(**kwargs)


class PlaceHolder:
    """Stands in the hierarchy of loggers where none has been asked for."""


class Manager:
    """Knows the loggers."""

    def __init__(self, rootnode):
        self.root = rootnode

    @property
    def loggerDict(self):
        """The loggers by name, and what stands for those of their ancestors that nobody has asked for."""
        known = _loggers()
        for name in list(known):
            while '.' in name:
                name = name.rpartition('.')[0]
                known.setdefault(name, PlaceHolder())
        return known

    def getLogger(self, name):
        return getLogger(name)

    def setLoggerClass(self, klass):
        setLoggerClass(klass)

    def setLogRecordFactory(self, factory):
        setLogRecordFactory(factory)


Logger.root = root
Logger.manager = Manager(root)


def _warn(self, msg, *args, **kwargs):
    """Deprecated: use warning."""
    import warnings
    warnings.warn("The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2)
    self.warning(msg, *args, **kwargs)


def _make_record(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
    """A factory method which can be overridden in subclasses to create specialized LogRecords."""
    record = _record_factory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
    for key, value in (extra or {}).items():
        if key in ('message', 'asctime') or key in record.__dict__:
            raise KeyError(f'Attempt to overwrite {key!r} in LogRecord')
        record.__dict__[key] = value
    return record


def _find_caller(self, stack_info=False, stacklevel=1):
    """Find the stack frame of the caller: file name, line number, function name and stack information."""
    import sys
    import traceback
    frame = sys._getframe(stacklevel - 1)
    stack = None
    if stack_info:
        stack = 'Stack (most recent call last):\n' + ''.join(traceback.format_stack(frame)).rstrip('\n')
    return frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, stack


_make_record.__name__, _make_record.__qualname__ = 'makeRecord', 'Logger.makeRecord'
_find_caller.__name__, _find_caller.__qualname__ = 'findCaller', 'Logger.findCaller'
Logger.makeRecord, Logger.findCaller = _make_record, _find_caller
_warn.__name__, _warn.__qualname__ = 'warn', 'Logger.warn'
Logger.warn = _warn

_captured = None


def _show_captured(message, category, filename, lineno, file=None, line=None):
    """Sends a warning to the logger 'py.warnings', unless it is to go to a file."""
    import warnings
    if file is not None:
        _captured(message, category, filename, lineno, file, line)
        return
    logger = getLogger('py.warnings')
    if not logger.handlers:
        logger.addHandler(NullHandler())
    logger.warning(str(warnings.formatwarning(message, category, filename, lineno, line)))


def captureWarnings(capture):
    """If capture is true, redirect all warnings to the logging package."""
    global _captured
    import warnings
    if capture and _captured is None:
        _captured = warnings.showwarning
        warnings.showwarning = _show_captured
    elif not capture and _captured is not None:
        warnings.showwarning, _captured = _captured, None


def getHandlerNames():
    """Return all known handler names as an immutable set."""
    return frozenset(_named_handlers)


def getHandlerByName(name):
    """Get a handler with the specified *name*, or None if there isn't one with that name."""
    return _named_handlers.get(name)


_named_handlers = {}


def getLoggerClass():
    """Return the class to be used when instantiating a logger."""
    return _logger_class


def setLoggerClass(klass):
    """Set the class to be used when instantiating a logger."""
    global _logger_class
    if klass is not Logger and not issubclass(klass, Logger):
        raise TypeError(f'logger not derived from logging.Logger: {klass.__name__}')
    _logger_class = klass
    _set_class('Logger', klass)


_logger_class = Logger


def getLogRecordFactory():
    """Return the factory to be used when instantiating a log record."""
    return _record_factory


def setLogRecordFactory(factory):
    """Set the factory to be used when instantiating a log record."""
    global _record_factory
    _record_factory = factory
    _set_class('LogRecord', factory)


_record_factory = LogRecord


class BufferingFormatter:
    """A formatter suitable for formatting a number of records."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or Formatter()

    def formatHeader(self, records):
        return ''

    def formatFooter(self, records):
        return ''

    def format(self, records):
        if not records:
            return ''
        lines = ''.join(map(self.linefmt.format, records))
        return self.formatHeader(records) + lines + self.formatFooter(records)
