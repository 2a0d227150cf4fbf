"""What can be known of live objects (library reference, "inspect")."""

import abc
import functools
import sys
import types
from enum import IntEnum
from collections import OrderedDict, namedtuple

__all__ = [
    "AGEN_CLOSED", "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "ArgInfo", "Arguments", "BoundArguments",
    "CORO_CLOSED", "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CO_ASYNC_GENERATOR", "CO_COROUTINE",
    "CO_GENERATOR", "CO_NESTED", "CO_NEWLOCALS", "CO_OPTIMIZED", "CO_VARARGS", "CO_VARKEYWORDS", "ClosureVars",
    "FrameInfo", "FullArgSpec", "GEN_CLOSED", "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "Parameter",
    "Signature", "Traceback", "cleandoc", "currentframe", "formatannotation", "get_annotations",
    "getasyncgenlocals", "getasyncgenstate", "getattr_static", "getcallargs", "getclosurevars",
    "getcoroutinelocals", "getcoroutinestate", "getdoc", "getfile", "getframeinfo", "getfullargspec",
    "getgeneratorlocals", "getgeneratorstate", "getinnerframes", "getmembers", "getmembers_static", "getmodule",
    "getmodulename", "getmro", "getouterframes", "getsource", "getsourcefile", "getsourcelines", "isabstract",
    "isasyncgen", "isasyncgenfunction", "isawaitable", "isbuiltin", "isclass", "iscode", "iscoroutine",
    "iscoroutinefunction", "isdatadescriptor", "isframe", "isfunction", "isgenerator", "isgeneratorfunction",
    "isgetsetdescriptor", "ismemberdescriptor", "ismethod", "ismethoddescriptor", "ismethodwrapper", "ismodule",
    "isroutine", "istraceback", "markcoroutinefunction", "signature", "stack", "trace", "unwrap",
]

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20

Arguments = namedtuple("Arguments", "args, varargs, varkw")
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")
FullArgSpec = namedtuple(
    "FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations"
)
Traceback = namedtuple("Traceback", "filename lineno function code_context index")
FrameInfo = namedtuple("FrameInfo", "frame filename lineno function code_context index")


# What something is.


def ismodule(object):
    """Whether it is a module."""
    return isinstance(object, types.ModuleType)


def isclass(object):
    """Whether it is a class."""
    return isinstance(object, type)


def ismethod(object):
    """Whether it is a method bound to its object."""
    return isinstance(object, types.MethodType)


def isfunction(object):
    """Whether it is a function written in Python."""
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    """Whether it is a built-in function or a bound method of a built-in type."""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    """Whether it is a bound special method of a built-in type."""
    return isinstance(object, types.MethodWrapperType)


def ismethoddescriptor(object):
    """Whether it is a method of a built-in type, not bound, or something else with __get__ alone."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__") and not hasattr(kind, "__delete__") and not (
        isbuiltin(object)
    )


def isdatadescriptor(object):
    """Whether it is a descriptor that can be set or deleted."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return (
        hasattr(kind, "__set__") or hasattr(kind, "__delete__") or isgetsetdescriptor(object)
        or ismemberdescriptor(object)
    )


def isgetsetdescriptor(object):
    """Whether it is an attribute that a built-in type computes."""
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    """Whether it is a member of __slots__ or of a built-in type."""
    return isinstance(object, types.MemberDescriptorType)


def isroutine(object):
    """Whether it is any kind of function or method."""
    return (
        isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)
        or ismethodwrapper(object)
    )


def isabstract(object):
    """Whether it is an abstract class."""
    return isclass(object) and bool(getattr(object, "__abstractmethods__", None))


def isgenerator(object):
    """Whether it is a generator."""
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    """Whether it is a coroutine."""
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    """Whether it is an asynchronous generator."""
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    """Whether it can be awaited."""
    return isinstance(object, types.CoroutineType) or hasattr(type(object), "__await__")


def istraceback(object):
    """Whether it is a traceback."""
    return isinstance(object, types.TracebackType)


def isframe(object):
    """Whether it is a frame."""
    return isinstance(object, types.FrameType)


def iscode(object):
    """Whether it is a code object."""
    return isinstance(object, types.CodeType)


def _unwrapped_partial(func):
    while isinstance(func, functools.partial):
        func = func.func
    return func


def _has_flag(func, flag):
    if ismethod(func):
        func = func.__func__
    func = _unwrapped_partial(func)
    if ismethod(func):
        func = func.__func__
    return isfunction(func) and bool(func.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    """Whether calling it gives a generator."""
    return _has_flag(obj, CO_GENERATOR)


_coroutine_mark = object()


def markcoroutinefunction(func):
    """A decorator: the function counts as a coroutine function."""
    func = getattr(func, "__func__", func)
    func._is_coroutine_mark = _coroutine_mark
    return func


def iscoroutinefunction(obj):
    """Whether calling it gives a coroutine."""
    marked = getattr(getattr(_unwrapped_partial(obj), "__func__", obj), "_is_coroutine_mark", None)
    return _has_flag(obj, CO_COROUTINE) or marked is _coroutine_mark or _is_of_asyncio(_unwrapped_partial(obj))


def _is_of_asyncio(obj):
    asyncio = sys.modules.get("asyncio")
    return asyncio is not None and asyncio.iscoroutinefunction(obj)


def isasyncgenfunction(obj):
    """Whether calling it gives an asynchronous generator."""
    return _has_flag(obj, CO_ASYNC_GENERATOR)


# What it has.


def getmro(cls):
    """The order in which a class's attributes are looked for."""
    return cls.__mro__


def _members(object, predicate, getter):
    found = {}
    names = dir(object)
    if isclass(object):
        for base in object.__bases__:
            names += [
                key for key, value in base.__dict__.items() if isinstance(value, types.DynamicClassAttribute)
            ]
    for key in names:
        try:
            value = getter(object, key)
        except AttributeError:
            for base in getmro(object) if isclass(object) else type(object).__mro__:
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue
        if not predicate or predicate(value):
            found[key] = value
    return sorted(found.items(), key=lambda pair: pair[0])


def getmembers(object, predicate=None):
    """All attributes as pairs of name and value, by name."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """All attributes, without having properties and the like computed."""
    return _members(object, predicate, getattr_static)


_missing = object()


def getattr_static(obj, attr, default=_missing):
    """An attribute as it is stored, without asking descriptors or __getattr__."""
    if isclass(obj):
        holders = [base.__dict__ for base in obj.__mro__] + [base.__dict__ for base in type(obj).__mro__]
    else:
        own = getattr(obj, "__dict__", {})
        holders = [own] + [base.__dict__ for base in type(obj).__mro__]
        for base in type(obj).__mro__:
            # A descriptor that can be set goes before what the instance has.
            if attr in base.__dict__ and isdatadescriptor(base.__dict__[attr]):
                return base.__dict__[attr]
    for holder in holders:
        if attr in holder:
            return holder[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)


def unwrap(func, *, stop=None):
    """What decorators have wrapped, by __wrapped__."""
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a class, function or module, as a dict of its own."""
    if isclass(obj):
        found = obj.__dict__.get("__annotations__")
        module = sys.modules.get(obj.__module__)
        names, scope = getattr(module, "__dict__", {}), dict(vars(obj))
    elif ismodule(obj):
        found = getattr(obj, "__annotations__", None)
        names, scope = obj.__dict__, None
    elif callable(obj):
        found = getattr(obj, "__annotations__", None)
        names, scope = getattr(_unwrapped_partial(unwrap(obj)), "__globals__", {}), None
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if not found:
        return {}
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not eval_str:
        return dict(found)
    names = names if globals is None else globals
    scope = scope if locals is None else locals
    return {
        key: eval(value, names, scope) if isinstance(value, str) else value for key, value in found.items()
    }


# Documentation.


def cleandoc(doc):
    """A docstring without the indentation of its code."""
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" ")), default=None)
    if lines:
        lines[0] = lines[0].lstrip(" ")
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _inherited_doc(obj):
    """The docstring of the nearest base that has one."""
    if isclass(obj):
        for base in obj.__mro__[:-1]:
            if base.__doc__ is not None:
                return base.__doc__
        return None
    if ismethod(obj):
        cls = obj.__self__ if isclass(obj.__self__) else type(obj.__self__)
        name = obj.__func__.__name__
    elif isfunction(obj):
        name = obj.__name__
        cls = sys.modules.get(obj.__module__)
        for part in obj.__qualname__.split(".")[:-1]:
            cls = getattr(cls, part, None)
        if not isclass(cls):
            return None
    elif isinstance(obj, property) and obj.fget is not None:
        return None
    else:
        return None
    for base in cls.__mro__:
        doc = getattr(getattr(base, name, None), "__doc__", None)
        if doc is not None:
            return doc
    return None


def getdoc(object):
    """The docstring, without the indentation of its code; that of a base where there is none."""
    doc = getattr(object, "__doc__", None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


# Source.


def _wrong_kind(object):
    return TypeError(
        "module, class, method, function, traceback, frame, or code object was expected, "
        f"got {type(object).__name__}"
    )


def getfile(object):
    """The file in which it is defined."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    return _code_of(object).co_filename


def _code_of(object):
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        return object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        return object.f_code
    if iscode(object):
        return object
    raise _wrong_kind(object)


def getsourcefile(object):
    """The file that its source is in."""
    return getfile(object)


def getmodulename(path):
    """The name of the module that a file is of."""
    name = path.rpartition("/")[2]
    return name[:-3] if name.endswith(".py") else None


def getmodule(object, _filename=None):
    """The module in which it is defined."""
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    return None


def findsource(object):
    """All lines of the file, and the index of the line where it begins."""
    from _library import source_text

    file = getfile(object)
    text = source_text(file)
    if text is None:
        raise OSError("could not get source code")
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if ismodule(object):
        return lines, 0
    if isclass(object):
        first = object.__dict__.get("__firstlineno__")
        if first is None:
            raise OSError("source code not available")
    else:
        first = _code_of(object).co_firstlineno
    if not 0 < first <= len(lines):
        raise OSError("lineno is out of bounds")
    return lines, first - 1


def _indent(line):
    return len(line) - len(line.lstrip())


def getblock(lines):
    """The lines of the definition that begins with the first one."""
    first = _indent(lines[0])
    depth = 0
    quote = None
    body = False
    end = 0
    for at, line in enumerate(lines):
        stripped = line.strip()
        plain = depth == 0 and quote is None
        if plain and at and stripped and not stripped.startswith("#") and _indent(line) <= first and body:
            break
        depth, quote = _scanned(stripped, depth, quote)
        if stripped and not (stripped.startswith("#") and body and _indent(line) <= first):
            end = at + 1
        if depth == 0 and quote is None and not stripped.startswith("@") and stripped:
            body = True
    return lines[:end]


def _scanned(line, depth, quote):
    """How many brackets are open after a line, and the quote of a string over several lines."""
    at = 0
    while at < len(line):
        if quote is not None:
            if line.startswith("\\", at):
                at += 2
            elif line.startswith(quote, at):
                at += len(quote)
                quote = None
            else:
                at += 1
            continue
        char = line[at]
        if char == "#":
            break
        if char in "\"'":
            quote = char * 3 if line.startswith(char * 3, at) else char
            at += len(quote)
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        at += 1
    if quote is not None and len(quote) == 1:
        quote = None
    return depth, quote


def getsourcelines(object):
    """The lines of its source, and the number of the first."""
    object = unwrap(object)
    lines, at = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[at:]), at + 1


def getsource(object):
    """The text of its source."""
    return "".join(getsourcelines(object)[0])


# Frames.


def currentframe():
    """The frame of whoever calls."""
    return sys._getframe()


def getframeinfo(frame, context=1):
    """Where a frame or traceback is."""
    if istraceback(frame):
        line, frame = frame.tb_lineno, frame.tb_frame
    else:
        line = frame.f_lineno
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    name = frame.f_code.co_filename
    lines = index = None
    if context > 0:
        try:
            every, _ = findsource(frame)
        except OSError:
            pass
        else:
            start = max(0, min(line - 1 - context // 2, len(every) - context))
            lines, index = every[start : start + context], line - 1 - start
    return Traceback(name, line, frame.f_code.co_name, lines, index)


def getouterframes(frame, context=1):
    """A frame and those that called it."""
    found = []
    while frame:
        found.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    """The frames of a traceback."""
    found = []
    while tb:
        found.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return found


def stack(context=1):
    """The frame of whoever calls, and those that called it."""
    return getouterframes(sys._getframe(), context)


def trace(context=1):
    """The frames between here and where the exception that is handled was raised."""
    exc = sys.exception()
    return getinnerframes(exc.__traceback__ if exc is not None else None, context)


# States.

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING = "CORO_CREATED", "CORO_RUNNING"
CORO_SUSPENDED, CORO_CLOSED = "CORO_SUSPENDED", "CORO_CLOSED"
AGEN_CREATED, AGEN_RUNNING = "AGEN_CREATED", "AGEN_RUNNING"
AGEN_SUSPENDED, AGEN_CLOSED = "AGEN_SUSPENDED", "AGEN_CLOSED"


def _state(frame, kind):
    from _library import frame_state

    return f"{kind}_{frame_state(frame)}"


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return _state(generator, "GEN")


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return _state(coroutine, "CORO")


def getasyncgenstate(agen):
    """AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    return _state(agen, "AGEN")


def getgeneratorlocals(generator):
    """The local variables of a generator as they are now."""
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    frame = getattr(generator, "gi_frame", None)
    return frame.f_locals if frame is not None else {}


def getcoroutinelocals(coroutine):
    """The local variables of a coroutine as they are now."""
    frame = getattr(coroutine, "cr_frame", None)
    return frame.f_locals if frame is not None else {}


def getasyncgenlocals(agen):
    """The local variables of an asynchronous generator as they are now."""
    if not isasyncgen(agen):
        raise TypeError(f"{agen!r} is not a Python async generator")
    frame = getattr(agen, "ag_frame", None)
    return frame.f_locals if frame is not None else {}


def getclosurevars(func):
    """What names outside of a function it uses, and what they mean."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    cells = func.__closure__ or ()
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, cells)}
    import builtins

    names, found, built_in, unbound = func.__globals__, {}, {}, set()
    for name in code.co_names:
        if name in names:
            found[name] = names[name]
        elif hasattr(builtins, name):
            built_in[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, found, built_in, unbound)


# Signatures.


class _empty:
    """Stands for what is not there."""


class _void:
    """Stands for what replace() is not to replace."""


class _ParameterKind(IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        """The kind in words."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    0: "positional-only", 1: "positional or keyword", 2: "variadic positional", 3: "keyword-only",
    4: "variadic keyword",
}
_POSITIONAL_ONLY, _POSITIONAL, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """How a signature shows an annotation."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


class Parameter:
    """A parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        from keyword import iskeyword

        if iskeyword(name) and self._kind is not _POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._default, self._annotation = name, default, annotation

    @property
    def name(self):
        """The name."""
        return self._name

    @property
    def default(self):
        """The default, or Parameter.empty."""
        return self._default

    @property
    def annotation(self):
        """The annotation, or Parameter.empty."""
        return self._annotation

    @property
    def kind(self):
        """How it takes its argument."""
        return self._kind

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """The parameter with something replaced."""
        return type(self)(
            self._name if name is _void else name,
            self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation,
        )

    __replace__ = replace

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += f": {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += f" = {self._default!r}" if self._annotation is not _empty else f"={self._default!r}"
        if self._kind is _VAR_POSITIONAL:
            return "*" + text
        return "**" + text if self._kind is _VAR_KEYWORD else text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _row(self):
        return self._name, self._kind, self._annotation, self._default

    def __hash__(self):
        return hash(self._row())

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return self._row() == other._row()


class BoundArguments:
    """Arguments bound to the parameters of a signature."""

    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        """The signature."""
        return self._signature

    @property
    def args(self):
        """The positional arguments."""
        args = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                break
            if name not in self.arguments:
                break
            if parameter.kind is _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        """The keyword arguments."""
        kwargs = {}
        keywords = False
        for name, parameter in self._signature.parameters.items():
            keywords = keywords or parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY)
            if not keywords and name not in self.arguments:
                keywords = True
                continue
            if not keywords or name not in self.arguments:
                continue
            if parameter.kind is _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Adds the defaults of what was not given."""
        known = self.arguments
        new = {}
        for name, parameter in self._signature.parameters.items():
            if name in known:
                new[name] = known[name]
            elif parameter.default is not _empty:
                new[name] = parameter.default
            elif parameter.kind is _VAR_POSITIONAL:
                new[name] = ()
            elif parameter.kind is _VAR_KEYWORD:
                new[name] = {}
        self.arguments = new

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        row = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({row})>"


class Signature:
    """The parameters of something that can be called, and what it gives."""

    __slots__ = ("_return_annotation", "_parameters")

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        found = OrderedDict()
        top, defaults = _POSITIONAL_ONLY, False
        for parameter in parameters or ():
            kind, name = parameter.kind, parameter.name
            if kind < top:
                raise ValueError(
                    f"wrong parameter order: {top.description} parameter before {kind.description} parameter"
                )
            if kind > top:
                top = kind
            if kind in (_POSITIONAL_ONLY, _POSITIONAL):
                if parameter.default is not _empty:
                    defaults = True
                elif defaults:
                    raise ValueError("non-default argument follows default argument")
            if name in found:
                raise ValueError(f"duplicate parameter name: {name!r}")
            found[name] = parameter
        self._parameters = types.MappingProxyType(found)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of something that can be called."""
        return _signature(obj, cls, follow_wrapped, globals, locals, eval_str)

    @property
    def parameters(self):
        """The parameters by name."""
        return self._parameters

    @property
    def return_annotation(self):
        """The annotation of the result, or Signature.empty."""
        return self._return_annotation

    def replace(self, *, parameters=_void, return_annotation=_void):
        """The signature with something replaced."""
        return type(self)(
            self.parameters.values() if parameters is _void else parameters,
            return_annotation=self._return_annotation if return_annotation is _void else return_annotation,
        )

    __replace__ = replace

    def _row(self):
        positional = tuple(p for p in self.parameters.values() if p.kind is not _KEYWORD_ONLY)
        keyword = {p.name: p for p in self.parameters.values() if p.kind is _KEYWORD_ONLY}
        return positional, keyword, self.return_annotation

    def __hash__(self):
        positional, keyword, result = self._row()
        return hash((positional, frozenset(keyword.values()), result))

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return self._row() == other._row()

    def bind(self, /, *args, **kwargs):
        """Binds arguments to the parameters."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """Binds arguments to the parameters, of which some may be missing."""
        return self._bind(args, kwargs, partial=True)

    def _bind(self, args, kwargs, partial=False):
        arguments = {}
        rest = list(args)
        kwargs = dict(kwargs)
        extra = None
        wrong = []
        for name, parameter in self.parameters.items():
            kind = parameter.kind
            if kind is _VAR_KEYWORD:
                extra = name
            elif kind is _VAR_POSITIONAL:
                if rest:
                    arguments[name] = tuple(rest)
                    rest = []
            elif kind is not _KEYWORD_ONLY and rest:
                if name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = rest.pop(0)
            elif name in kwargs and kind is not _POSITIONAL_ONLY:
                if rest:
                    raise TypeError("too many positional arguments")
                arguments[name] = kwargs.pop(name)
            else:
                if name in kwargs and kind is _POSITIONAL_ONLY and parameter.default is _empty:
                    wrong.append(name)
                    continue
                if rest and kind is _KEYWORD_ONLY:
                    raise TypeError("too many positional arguments")
                if parameter.default is _empty and not partial:
                    which = "keyword-only argument" if False else "argument"
                    raise TypeError(f"missing a required {which}: {name!r}")
        if wrong:
            names = ", ".join(map(repr, wrong)) if False else ", ".join(wrong)
            raise TypeError(f"got some positional-only arguments passed as keyword arguments: {names!r}")
        if rest:
            raise TypeError("too many positional arguments")
        if kwargs:
            if extra is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            arguments[extra] = kwargs
        return BoundArguments(self, arguments)

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        """The signature as text; over several lines if it is wider."""
        row = []
        slash, star = False, True
        for parameter in self.parameters.values():
            kind = parameter.kind
            if kind is _POSITIONAL_ONLY:
                slash = True
            elif slash:
                row.append("/")
                slash = False
            if kind is _VAR_POSITIONAL:
                star = False
            elif kind is _KEYWORD_ONLY and star:
                row.append("*")
                star = False
            row.append(str(parameter))
        if slash:
            row.append("/")
        text = f"({', '.join(row)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(row) + "\n)"
        if self.return_annotation is not _empty:
            text += f" -> {formatannotation(self.return_annotation)}"
        return text


for _class in (_empty, _void, _ParameterKind):
    _class.__module__ = "inspect"


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of something that can be called."""
    return Signature.from_callable(
        obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str
    )


def _of_function(func, cls, globals, locals, eval_str):
    code = func.__code__
    names = code.co_varnames
    count, keywords = code.co_argcount, code.co_kwonlyargcount
    annotations = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    defaults = func.__defaults__ or ()
    keyword_defaults = func.__kwdefaults__ or {}
    first_default = count - len(defaults)
    parameters = []
    for at, name in enumerate(names[:count]):
        kind = _POSITIONAL_ONLY if at < code.co_posonlyargcount else _POSITIONAL
        default = defaults[at - first_default] if at >= first_default else _empty
        parameters.append(_parameter(name, kind, default, annotations))
    at = count + keywords
    if code.co_flags & CO_VARARGS:
        parameters.append(_parameter(names[at], _VAR_POSITIONAL, _empty, annotations))
        at += 1
    for name in names[count : count + keywords]:
        parameters.append(_parameter(name, _KEYWORD_ONLY, keyword_defaults.get(name, _empty), annotations))
    if code.co_flags & CO_VARKEYWORDS:
        parameters.append(_parameter(names[at], _VAR_KEYWORD, _empty, annotations))
    return cls(parameters, return_annotation=annotations.get("return", _empty))


def _parameter(name, kind, default, annotations):
    return Parameter(name, kind, default=default, annotation=annotations.get(name, _empty))


def _of_native(obj, cls):
    """The signature of a native function, from its text."""
    from _library import native_signature

    text = native_signature(obj)
    if text is None or "..." in text:
        raise ValueError(f"no signature found for builtin {obj!r}")
    text = text.replace("(self, /)", "()").replace("(self, /, ", "(").replace("(self, ", "(")
    return cls(_of_function(eval(f"lambda {text[1:-1]}: None"), cls, None, None, False).parameters.values())


def _without_first(sig):
    """The signature of a method that is bound."""
    parameters = list(sig.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind is not _VAR_POSITIONAL:
        parameters = parameters[1:]
    return sig.replace(parameters=parameters)


def _of_partial(sig, partial, cls):
    bound = sig.bind_partial(*partial.args, **partial.keywords)
    parameters = []
    to_keywords = False
    given = len(partial.args)
    for at, (name, parameter) in enumerate(sig.parameters.items()):
        kind = parameter.kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL) and at < given:
            continue
        if name in partial.keywords and kind is not _VAR_KEYWORD:
            if kind is _POSITIONAL:
                to_keywords = True
                parameter = parameter.replace(kind=_KEYWORD_ONLY)
            parameter = parameter.replace(default=partial.keywords[name])
        elif to_keywords and kind is _POSITIONAL:
            parameter = parameter.replace(kind=_KEYWORD_ONLY)
        elif to_keywords and kind is _VAR_POSITIONAL:
            continue
        parameters.append(parameter)
    return sig.replace(parameters=parameters)


def _signature(obj, cls, follow_wrapped, globals, locals, eval_str):
    def again(other):
        return _signature(other, cls, follow_wrapped, globals, locals, eval_str)

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(again(obj.__func__))
    if follow_wrapped and not isclass(obj):
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
        if ismethod(obj):
            return again(obj)
    own = getattr(obj, "__signature__", None)
    if isinstance(own, Signature):
        return own
    partial_method = getattr(obj, "__partialmethod__", None)
    if isinstance(partial_method, functools.partialmethod):
        inner = again(partial_method.func)
        first, *rest = inner.parameters.values()
        partial = functools.partial(partial_method.func, *partial_method.args, **partial_method.keywords)
        bound = _of_partial(inner.replace(parameters=rest), partial, cls)
        return bound.replace(parameters=[first, *bound.parameters.values()])
    if isfunction(obj):
        return _of_function(obj, cls, globals, locals, eval_str)
    if isinstance(obj, functools.partial):
        return _of_partial(again(obj.func), obj, cls)
    if isclass(obj):
        return _of_class(obj, cls, again)
    if isbuiltin(obj) or ismethoddescriptor(obj) or ismethodwrapper(obj):
        return _of_native(obj, cls)
    call = getattr(type(obj), "__call__", None)
    if call is not None:
        return _without_first(again(call))
    raise ValueError(f"callable {obj!r} is not supported by signature")


def _of_class(obj, cls, again):
    call = getattr(type(obj), "__call__", None)
    if isfunction(call) and type(obj).__module__ not in ("enum", "typing"):
        return _without_first(again(call))
    if hasattr(obj, "_member_map_"):
        members = bool(obj._member_map_)
        text = "lambda value: 0" if members else "lambda new_class_name, /, names, *, module=None: 0"
        return _of_function(eval(text), cls, None, None, False)
    for base in obj.__mro__:
        for name in ("__new__", "__init__"):
            method = base.__dict__.get(name)
            if isinstance(method, staticmethod):
                method = method.__func__
            if isfunction(method):
                return _without_first(again(method))
    if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return cls()
    raise ValueError(f"no signature found for builtin type {obj!r}")


def getfullargspec(func):
    """Names and defaults of the parameters, in the old form."""
    try:
        sig = _signature(func, Signature, False, None, None, False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    if ismethod(func):
        sig = _signature(func.__func__, Signature, False, None, None, False)
    args, defaults, keyword_only, keyword_defaults, annotations = [], [], [], {}, {}
    rest = keywords = None
    if sig.return_annotation is not _empty:
        annotations["return"] = sig.return_annotation
    for name, parameter in sig.parameters.items():
        kind = parameter.kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL):
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        elif kind is _VAR_POSITIONAL:
            rest = name
        elif kind is _KEYWORD_ONLY:
            keyword_only.append(name)
            if parameter.default is not _empty:
                keyword_defaults[name] = parameter.default
        else:
            keywords = name
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(
        args, rest, keywords, tuple(defaults) or None, keyword_only, keyword_defaults or None, annotations
    )


def getcallargs(func, /, *positional, **named):
    """What the parameters would be bound to by a call."""
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__, *positional)
        func = func.__func__
    bound = _signature(func, Signature, False, None, None, False).bind(*positional, **named)
    values = bound.arguments
    found = {}
    spec = getfullargspec(func)
    for name, parameter in bound.signature.parameters.items():
        if name in values and parameter.kind in (_POSITIONAL_ONLY, _POSITIONAL):
            if len(found) < len(positional):
                found[name] = values[name]
    if spec.varargs:
        found[spec.varargs] = values.get(spec.varargs, ())
    if spec.varkw:
        found[spec.varkw] = values.get(spec.varkw, {})
    for name in (*spec.args, *spec.kwonlyargs):
        if name not in found and name in values:
            found[name] = values[name]
    for name, parameter in bound.signature.parameters.items():
        if name not in found and parameter.default is not _empty:
            found[name] = parameter.default
    return found
