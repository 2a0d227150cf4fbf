"""Python part of the warnings subsystem."""

import sys

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings',
           'simplefilter', 'resetwarnings', 'catch_warnings', 'deprecated']

filters = [
    ('default', None, DeprecationWarning, '__main__', 0),
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]
defaultaction = 'default'
onceregistry = {}
_filters_version = 1


def _filters_mutated():
    global _filters_version
    _filters_version += 1


class _Pattern:
    """What a message or the name of a module has to begin with."""

    def __init__(self, pattern, ignore_case):
        self.pattern = pattern
        self.ignore_case = ignore_case
        self.match('')

    def match(self, text):
        return _begins(self.pattern, text, self.ignore_case)

    def __eq__(self, other):
        return (isinstance(other, _Pattern) and self.pattern == other.pattern
                and self.ignore_case == other.ignore_case)

    def __hash__(self):
        return hash(self.pattern)

    def __repr__(self):
        flags = ', re.IGNORECASE' if self.ignore_case else ''
        return f're.compile({self.pattern!r}{flags})'


class WarningMessage:
    """A warning that has been issued, and where."""

    _WARNING_DETAILS = ('message', 'category', 'filename', 'lineno', 'file', 'line', 'source')

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f'{{message : {self.message!r}, category : {self._category_name!r}, '
                f'filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}')


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Hook to write a warning to a file; replace if you like."""
    _print(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """Function to format a warning the standard way."""
    return _format(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _format(msg):
    text = f'{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n'
    line = _source_line(msg.filename, msg.lineno) if msg.line is None else msg.line
    line = line and line.strip()
    if line:
        text += f'  {line}\n'
    if msg.source is not None:
        text += (f'{msg.category.__name__}: Enable tracemalloc to get the object allocation '
                 f'traceback\n')
    return text


def _print(msg):
    file = sys.stderr if msg.file is None else msg.file
    if file is None:
        return
    if formatwarning is _formatwarning_orig:
        text = _format(msg)
    else:
        text = formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    try:
        file.write(text)
    except OSError:
        # There is nobody left to be told.
        pass


_showwarnmsg_impl = _print


def _show(msg):
    if showwarning is _showwarning_orig:
        _showwarnmsg_impl(msg)
        return _showwarnmsg_impl is _print
    if not callable(showwarning):
        raise TypeError('warnings.showwarning() must be set to a function or method')
    showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    return False


_ACTIONS = ('error', 'ignore', 'always', 'all', 'default', 'module', 'once')


def _check(action, lineno):
    if action not in _ACTIONS:
        raise ValueError(f'invalid action: {action!r}')
    if not isinstance(lineno, int):
        raise TypeError('lineno must be an int')
    if lineno < 0:
        raise ValueError('lineno must be an int >= 0')


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Insert an entry into the list of warnings filters (at the front)."""
    if action not in _ACTIONS:
        raise ValueError(f'invalid action: {action!r}')
    if not isinstance(message, str):
        raise TypeError('message must be a string')
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError('category must be a Warning subclass')
    if not isinstance(module, str):
        raise TypeError('module must be a string')
    _check(action, lineno)
    message = _Pattern(message, True) if message else None
    module = _Pattern(module, False) if module else None
    _add_filter((action, message, category, module, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert a simple entry into the list of warnings filters (at the front)."""
    _check(action, lineno)
    _add_filter((action, None, category, None, lineno), append)


def _add_filter(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Clear the list of warning filters, so that no filters are active."""
    filters[:] = []
    _filters_mutated()


def _fits(wanted, text):
    if wanted is None:
        return True
    return wanted == text if isinstance(wanted, str) else bool(wanted.match(text))


def _action(text, category, module, lineno):
    for item in filters:
        action, message, kind, name, line = item
        if (line in (0, lineno) and issubclass(category, kind) and _fits(message, text)
                and _fits(name, module)):
            return action, item
    return defaultaction, None


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning, or maybe ignore it or raise an exception."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, "
                        f"not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError(f'warn() argument \'skip_file_prefixes\' must be tuple, '
                        f'not {type(skip_file_prefixes).__name__}')
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    level = max(stacklevel.__index__() if hasattr(stacklevel, '__index__') else _bad(stacklevel), 1)
    registry, module, filename, lineno = _place(level - 1, skip_file_prefixes)
    _issue_at(message, category, filename, lineno, module, registry, source)


def _bad(stacklevel):
    raise TypeError(f"'{type(stacklevel).__name__}' object cannot be interpreted as an integer")


def _issue(category, message, source):
    """A warning of the interpreter itself, about the line that runs. Gives whether it was printed."""
    registry, module, filename, lineno = _place(0, ())
    return _issue_at(message, category, filename, lineno, module, registry, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Issue a warning, or maybe ignore it or raise an exception."""
    if module is None:
        module = filename or '<unknown>'
        module = module.removesuffix('.py')
    if isinstance(message, Warning):
        category = type(message)
    _issue_at(message, category, filename, lineno, module, registry, source)


def _issue_at(message, category, filename, lineno, module, registry, source):
    text = str(message)
    key = text, category, lineno
    if registry is not None:
        if registry.get('version', 0) != _filters_version:
            registry.clear()
            registry['version'] = _filters_version
        if registry.get(key):
            return False
    action, item = _action(text, category, module, lineno)
    if action == 'ignore':
        return False
    if not isinstance(message, Warning):
        message = category(message)
    if action == 'error':
        raise message
    if action == 'once':
        registry, key = onceregistry, (text, category)
    elif action == 'module':
        key = text, category, 0
    elif action not in ('default', 'always', 'all'):
        raise RuntimeError(f'Unrecognized action ({action!r}) in warnings.filters:\n {item}')
    if action not in ('always', 'all') and registry is not None:
        if registry.get(key):
            return False
        registry[key] = True
    return _show(WarningMessage(message, category, filename, lineno, source=source))


class catch_warnings:
    """A context manager that copies and restores the warnings filter upon exiting the context."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append('record=True')
        if self._module is not sys.modules['warnings']:
            args.append(f'module={self._module!r}')
        return f'{type(self).__name__}({", ".join(args)})'

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f'Cannot enter {self!r} twice')
        self._entered = True
        module = self._module
        self._saved = module.filters, module.showwarning, module._showwarnmsg_impl
        module.filters = module.filters[:]
        module._filters_mutated()
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f'Cannot exit {self!r} without entering first')
        module = self._module
        module.filters, module.showwarning, module._showwarnmsg_impl = self._saved
        module._filters_mutated()


class deprecated:
    """Indicate that a class, function or overload is deprecated."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f'Expected an object of type str for \'message\', '
                            f'not {type(message).__name__!r}')
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            return _deprecate_class(arg, message, category, stacklevel)
        if not callable(arg):
            raise TypeError('@deprecated decorator with non-None category must be applied to a '
                            f'class or callable, not {arg!r}')
        import functools

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper


def _deprecate_class(cls, message, category, stacklevel):
    original = cls.__new__

    def __new__(made, /, *args, **kwargs):
        if made is cls:
            warn(message, category=category, stacklevel=stacklevel)
        if original is not object.__new__:
            return original(made, *args, **kwargs)
        if cls.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(f'{made.__name__}() takes no arguments')
        return original(made)

    cls.__new__ = staticmethod(__new__)
    cls.__deprecated__ = message
    return cls
