"""Support for type hints (library reference, "typing"). Nothing here checks a value against a hint."""

import collections
import collections.abc
import sys
import types
from abc import ABCMeta, abstractmethod

__all__ = [
    "AbstractSet", "Annotated", "Any", "AnyStr", "AsyncContextManager", "AsyncGenerator", "AsyncIterable",
    "AsyncIterator", "Awaitable", "BinaryIO", "ByteString", "Callable", "ChainMap", "ClassVar", "Collection",
    "Concatenate", "Container", "ContextManager", "Coroutine", "Counter", "DefaultDict", "Deque", "Dict", "Final",
    "ForwardRef", "FrozenSet", "Generator", "Generic", "Hashable", "IO", "ItemsView", "Iterable", "Iterator",
    "KeysView", "List", "Literal", "LiteralString", "Mapping", "MappingView", "MutableMapping",
    "MutableSequence", "MutableSet", "NamedTuple", "Never", "NewType", "NoDefault", "NoReturn", "NotRequired",
    "Optional", "OrderedDict", "ParamSpec", "ParamSpecArgs", "ParamSpecKwargs", "Protocol", "ReadOnly",
    "Required", "Reversible", "Self", "Sequence", "Set", "Sized", "SupportsAbs", "SupportsBytes",
    "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "TYPE_CHECKING", "Text",
    "TextIO", "Tuple", "Type", "TypeAlias", "TypeAliasType", "TypeGuard", "TypeIs", "TypeVar", "TypeVarTuple",
    "TypedDict", "Union", "Unpack", "ValuesView", "assert_never", "assert_type", "cast", "clear_overloads",
    "dataclass_transform", "final", "get_args", "get_origin", "get_overloads", "get_protocol_members",
    "get_type_hints", "is_protocol", "is_typeddict", "no_type_check", "no_type_check_decorator", "overload",
    "override", "reveal_type", "runtime_checkable",
]

TYPE_CHECKING = False
Text = str


def _type_repr(obj):
    """How a part of a hint is shown."""
    if isinstance(obj, tuple):
        return "[" + ", ".join(map(_type_repr, obj)) + "]"
    if isinstance(obj, types.GenericAlias):
        return repr(obj)
    if isinstance(obj, type):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        if type(obj) is _AnyMeta:
            return repr(obj)
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    return repr(obj)


def _converted(arg):
    """A part of a hint as it is kept: None means its type, a text what it names."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


def _checked(arg, message):
    arg = _converted(arg)
    if isinstance(arg, _BaseAlias) and arg.__origin__ in (Generic, Protocol):
        raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _as_tuple(parameters):
    return parameters if isinstance(parameters, tuple) else (parameters,)


def _collected(args):
    """The type variables among arguments, each once."""
    found = []
    for arg in args:
        if isinstance(arg, type) and not isinstance(arg, types.GenericAlias):
            continue
        if hasattr(arg, "__typing_subst__"):
            new = [arg]
        elif isinstance(arg, (tuple, list)):
            new = _collected(arg)
        else:
            new = getattr(arg, "__parameters__", ())
        found += [each for each in new if each not in found]
    return tuple(found)


class _Joins:
    """What can be joined with |."""

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _SpecialForm(_Joins):
    """A name that means something of its own to type checkers."""

    def __init__(self, name, doc, subscript=None):
        self._name = name
        self._subscript = subscript
        self.__doc__ = doc

    def __getattr__(self, item):
        if item in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._subscript is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._subscript(self, parameters)


def _special(subscript):
    """A decorator: the function says what a special form's subscript gives."""
    return _SpecialForm(subscript.__name__, subscript.__doc__, subscript)


class _BaseAlias(_Joins):
    """A type with arguments, or one that takes them."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(
                f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
            )
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            # Not every instance takes attributes.
            pass
        return result

    def __mro_entries__(self, bases):
        entries = []
        if self.__origin__ not in bases:
            entries.append(self.__origin__)
        rest = bases[bases.index(self) + 1 :]
        if not any(isinstance(base, _BaseAlias) or issubclass(base, Generic) for base in rest):
            entries.append(Generic)
        return tuple(entries)

    def __getattr__(self, attr):
        if attr in ("__origin__", "__args__", "__parameters__", "_inst", "_name"):
            raise AttributeError(attr)
        if attr.startswith("__") and attr.endswith("__") and attr not in ("__name__", "__qualname__", "__doc__"):
            if attr == "__module__":
                return "typing"
            raise AttributeError(attr)
        if attr in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        return getattr(self.__origin__, attr)

    def __setattr__(self, attr, value):
        if attr.startswith("_"):
            object.__setattr__(self, attr, value)
        else:
            setattr(self.__origin__, attr, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _GenericAlias(_BaseAlias):
    """A type with arguments: List[int]."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _collected(self.__args__)
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        variables = self.__parameters__
        if not variables:
            raise TypeError(f"{self} is not a generic class")
        args = tuple(_converted(arg) for arg in _as_tuple(args))
        args = _with_defaults(variables, args)
        if len(variables) == 1 and isinstance(variables[0], ParamSpec) and (
            len(args) != 1 or not (isinstance(args[0], (tuple, list)) or args[0] is ...)
        ):
            args = (tuple(args),)
        _check_count(self, args, variables)
        return self._with_args(_replaced(self.__args__, dict(zip(variables, args))))

    def _with_args(self, args):
        return type(self)(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        args = ", ".join(map(_type_repr, self.__args__)) or "()"
        return f"{name}[{args}]"

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            rest = bases[bases.index(self) + 1 :]
            if any(isinstance(base, _BaseAlias) and base is not self for base in rest):
                return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


def _with_defaults(variables, args):
    """Arguments, with the defaults of the variables for which none is given."""
    missing = variables[len(args) :]
    if missing and all(getattr(each, "__default__", NoDefault) is not NoDefault for each in missing):
        return args + tuple(each.__default__ for each in missing)
    return args


def _check_count(shown, args, variables, least=False):
    if any(isinstance(each, TypeVarTuple) for each in variables):
        return
    if len(args) != len(variables):
        amount = "many" if len(args) > len(variables) else "few"
        bound = "at least " if least and amount == "few" else ""
        raise TypeError(f"Too {amount} arguments for {shown}; actual {len(args)}, expected {bound}{len(variables)}")


def _replaced(args, known):
    """Arguments with their variables replaced."""
    new = []
    for arg in args:
        if isinstance(arg, type) and not isinstance(arg, types.GenericAlias):
            new.append(arg)
        elif hasattr(arg, "__typing_subst__"):
            value = known.get(arg, arg)
            if isinstance(arg, ParamSpec) and isinstance(value, (tuple, list)):
                new.extend(value)
            else:
                new.append(value)
        elif isinstance(arg, tuple):
            new.append(tuple(_replaced(arg, known)))
        else:
            own = getattr(arg, "__parameters__", ())
            new.append(arg[tuple(known.get(each, each) for each in own)] if own else arg)
    return tuple(new)


class _SpecialGenericAlias(_BaseAlias):
    """A type of the library that takes arguments: List."""

    def __init__(self, origin, count, *, inst=False, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self._count = count
        self._defaults = defaults
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __getitem__(self, parameters):
        parameters = tuple(
            _checked(each, "Parameters to generic types must be types.") for each in _as_tuple(parameters)
        )
        if self._defaults and len(parameters) < self._count:
            parameters += self._defaults[len(parameters) - self._count :]
        if len(parameters) != self._count:
            amount = "many" if len(parameters) > self._count else "few"
            least = "at least " if self._defaults else ""
            expected = self._count - (len(self._defaults) if amount == "few" else 0)
            raise TypeError(
                f"Too {amount} arguments for {self}; actual {len(parameters)}, expected {least}{expected}"
            )
        return self._with(parameters)

    def _with(self, parameters):
        return _GenericAlias(self.__origin__, parameters, name=self._name, inst=self._inst)

    def __repr__(self):
        return f"typing.{self._name}"

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls, self.__origin__)

    def __reduce__(self):
        return self._name


class _TupleType(_SpecialGenericAlias):
    def __getitem__(self, parameters):
        if parameters == ():
            return self._with(())
        parameters = _as_tuple(parameters)
        if len(parameters) >= 2 and parameters[-1] is ...:
            rest = tuple(_converted(each) for each in parameters[:-1])
            return self._with((*rest, ...))
        message = "Tuple[t0, t1, ...]: each t must be a type."
        return self._with(tuple(_checked(each, message) for each in parameters))


class _CallableGenericAlias(_GenericAlias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_row(args[0]):
            return f"typing.Callable[{_type_repr(args[0])}, {_type_repr(args[1])}]"
        row = ", ".join(map(_type_repr, args[:-1]))
        return f"typing.Callable[[{row}], {_type_repr(args[-1])}]"


def _is_row(arg):
    return arg is ... or isinstance(arg, (ParamSpec, _ConcatenateGenericAlias))


class _CallableType(_SpecialGenericAlias):
    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple) or len(parameters) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = parameters
        result = _checked(result, "Callable[args, result]: result must be a type.")
        if isinstance(args, (list, tuple)):
            row = tuple(_converted(each) for each in args)
        elif _is_row(args):
            row = (args,)
        else:
            raise TypeError(f"Callable[args, result]: args must be a list. Got {args}")
        return _CallableGenericAlias(self.__origin__, (*row, result), name="Callable", inst=False)


class _UnionGenericAlias(_GenericAlias):
    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, types.UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            other = args[1] if args[0] is type(None) else args[0]
            return f"typing.Optional[{_type_repr(other)}]"
        return super().__repr__()

    def __instancecheck__(self, obj):
        return any(isinstance(obj, arg) for arg in self.__args__)

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)

    def _with_args(self, args):
        return Union[args]


class _LiteralGenericAlias(_GenericAlias):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(_typed(self.__args__)) == set(_typed(other.__args__))

    def __hash__(self):
        return hash(frozenset(_typed(self.__args__)))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__)) or '()'}]"


def _typed(values):
    return [(value, type(value)) for value in values]


class _ConcatenateGenericAlias(_GenericAlias):
    pass


class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def _with_args(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __repr__(self):
        metadata = ", ".join(map(repr, self.__metadata__))
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {metadata}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return "Annotated"
        return super().__getattr__(attr)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Fits everything."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _plain(name, doc):
    return _SpecialForm(name, doc)


NoReturn = _plain("NoReturn", "What a function that never returns gives.")
Never = _plain("Never", "The type that has no values.")
Self = _plain("Self", "The class that a method is in.")
LiteralString = _plain("LiteralString", "Strings that stand in the source.")
TypeAlias = _plain("TypeAlias", "Marks an assignment that names a type.")


@_special
def Union(self, parameters):
    """One of several types."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    members = []
    for each in _as_tuple(parameters):
        each = _checked(each, "Union[arg, ...]: each arg must be a type.")
        parts = each.__args__ if isinstance(each, (_UnionGenericAlias, types.UnionType)) else (each,)
        members += [part for part in parts if part not in members]
    unique = []
    for each in members:
        if each not in unique:
            unique.append(each)
    if len(unique) == 1:
        return unique[0]
    return _UnionGenericAlias(Union, tuple(unique), name="Union")


@_special
def Optional(self, parameters):
    """A type, or None."""
    arg = _checked(parameters, f"{self} requires a single type.")
    return Union[arg, type(None)]


def _flattened(parameters):
    for each in parameters:
        if isinstance(each, _LiteralGenericAlias):
            yield from each.__args__
        else:
            yield each


@_special
def Literal(self, parameters):
    """One of several values."""
    unique = []
    for value in _flattened(_as_tuple(parameters)):
        if (value, type(value)) not in _typed(unique):
            unique.append(value)
    return _LiteralGenericAlias(self, tuple(unique), name="Literal")


def _single(name, doc):
    def subscript(self, parameters):
        item = _checked(parameters, f"{self} accepts only single type.")
        return _GenericAlias(self, (item,), name=name)

    return _SpecialForm(name, doc, subscript)


ClassVar = _single("ClassVar", "An attribute of the class.")
Final = _single("Final", "A name that is bound once.")
TypeGuard = _single("TypeGuard", "What a function gives that tells a type.")
TypeIs = _single("TypeIs", "What a function gives that tells a type, and its opposite.")
Required = _single("Required", "A key that a TypedDict must have.")
NotRequired = _single("NotRequired", "A key that a TypedDict may have.")
ReadOnly = _single("ReadOnly", "A key of a TypedDict that is not changed.")
Unpack = _single("Unpack", "The items of a tuple of types, one by one.")


@_special
def Concatenate(self, parameters):
    """Parameters that are put before others."""
    parameters = _as_tuple(parameters)
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    return _ConcatenateGenericAlias(self, tuple(map(_converted, parameters)), name="Concatenate")


@_special
def Annotated(self, parameters):
    """A type with more to say about it."""
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    return _AnnotatedAlias(_converted(parameters[0]), tuple(parameters[1:]))


class ForwardRef:
    """A type that is named by a text."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            code = compile(arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg
        self.__forward_code__ = code
        self.__forward_module__ = module
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = "" if self.__forward_module__ is None else f", module={self.__forward_module__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{module})"


class _NoDefault:
    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefault()


class _Variable(_Joins):
    """What all kinds of type variables have in common."""

    __default__ = NoDefault

    def _made(self, name, default):
        from _library import caller_module

        self.__name__ = name
        self.__default__ = default
        self.__module__ = caller_module()

    def has_default(self):
        """Whether there is a default."""
        return self.__default__ is not NoDefault

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return self.__name__


class TypeVar(_Variable):
    """A type variable."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False,
                 infer_variance=False, default=NoDefault):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        self._made(name, default)
        self.__constraints__ = tuple(map(_converted, constraints))
        self.__bound__ = None if bound is None else _converted(bound)
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.__infer_variance__ = infer_variance

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__

    def __typing_subst__(self, arg):
        return _checked(arg, "Parameters to generic types must be types.")


class ParamSpecArgs:
    """The positional arguments of a ParamSpec."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        return isinstance(other, ParamSpecArgs) and self.__origin__ == other.__origin__


class ParamSpecKwargs:
    """The keyword arguments of a ParamSpec."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"

    def __eq__(self, other):
        return isinstance(other, ParamSpecKwargs) and self.__origin__ == other.__origin__


class ParamSpec(_Variable):
    """A variable for the parameters of a function."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False, infer_variance=False,
                 default=NoDefault):
        self._made(name, default)
        self.__bound__ = None if bound is None else _converted(bound)
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.__infer_variance__ = infer_variance

    @property
    def args(self):
        """The positional arguments."""
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        """The keyword arguments."""
        return ParamSpecKwargs(self)

    __repr__ = TypeVar.__repr__

    def __typing_subst__(self, arg):
        return tuple(arg) if isinstance(arg, list) else arg


class TypeVarTuple(_Variable):
    """A variable for any number of types."""

    def __init__(self, name, *, default=NoDefault):
        self._made(name, default)

    def __repr__(self):
        return self.__name__

    def __iter__(self):
        yield Unpack[self]

    def __typing_subst__(self, arg):
        return arg


class TypeAliasType(_Joins):
    """What a `type` statement makes."""

    def __init__(self, name, value, *, type_params=()):
        from _library import caller_module

        self.__name__ = name
        self.__value__ = value
        self.__type_params__ = self.__parameters__ = type_params
        self.__module__ = caller_module()

    def __repr__(self):
        return self.__name__

    def __getitem__(self, parameters):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        return types.GenericAlias(self, parameters)


class Generic:
    """A base class for classes with type variables."""

    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, parameters):
        parameters = tuple(_converted(each) for each in _as_tuple(parameters))
        if cls in (Generic, Protocol):
            name = cls.__name__
            if not parameters:
                raise TypeError(f"Parameter list to {name}[...] cannot be empty")
            if not all(hasattr(each, "__typing_subst__") or isinstance(each, _GenericAlias)
                       and each.__origin__ is Unpack for each in parameters):
                raise TypeError(
                    f"Parameters to {name}[...] must all be type variables or parameter specification variables."
                )
            if len(set(parameters)) != len(parameters):
                raise TypeError(f"Parameters to {name}[...] must all be unique")
            return _GenericAlias(cls, parameters)
        variables = cls.__parameters__
        if not variables:
            raise TypeError(f"{cls} is not a generic class")
        parameters = _with_defaults(variables, parameters)
        if len(variables) == 1 and isinstance(variables[0], ParamSpec) and not (
            len(parameters) == 1 and isinstance(parameters[0], (list, tuple, ParamSpec)) or parameters == (...,)
        ):
            parameters = (parameters,)
        parameters = tuple(tuple(each) if isinstance(each, list) else each for each in parameters)
        _check_count(cls, parameters, variables, least=True)
        return _GenericAlias(cls, parameters)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        written = cls.__dict__.get("__orig_bases__")
        if Generic in (written if written is not None else cls.__bases__) and cls.__name__ != "Protocol":
            raise TypeError("Cannot inherit from plain Generic")
        if written is None:
            if "__parameters__" not in cls.__dict__:
                cls.__parameters__ = ()
            return
        variables = _collected(written)
        declared = [base for base in written if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, Protocol)]
        if len(declared) > 1 and any(base.__origin__ is Generic for base in declared[1:]):
            raise TypeError("Cannot inherit from Generic[...] multiple times.")
        if declared:
            known = declared[0].__parameters__
            missing = [each for each in variables if each not in known]
            if missing:
                name = declared[0].__origin__.__name__
                raise TypeError(
                    f"Some type variables ({', '.join(map(str, missing))}) are not listed in "
                    f"{name}[{', '.join(map(str, known))}]"
                )
            variables = known
        cls.__parameters__ = tuple(variables)


# Attributes that are not members of a protocol.
_NOT_MEMBERS = frozenset((
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__",
    "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__", "__match_args__", "__static_attributes__",
    "__firstlineno__", "__orig_bases__", "__parameters__", "_is_protocol", "_is_runtime_protocol",
    "__protocol_attrs__", "__non_callable_proto_members__", "__type_params__", "_abc_impl", "__orig_class__",
    "__qualname__", "__init_subclass__",
))


def _members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic") and base.__module__ == "typing":
            continue
        if not getattr(base, "_is_protocol", False):
            continue
        for name in (*base.__dict__, *base.__dict__.get("__annotations__", ())):
            if name not in _NOT_MEMBERS and not name.startswith("_abc_"):
                names.add(name)
    return names


def _no_instances(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_protocol", False):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if cls in type(instance).__mro__:
            return True
        for name in cls.__protocol_attrs__:
            try:
                value = getattr(instance, name)
            except AttributeError:
                return False
            if value is None and name not in cls.__non_callable_proto_members__:
                return False
        return True

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, "_is_protocol", False):
            if not isinstance(other, type):
                raise TypeError("issubclass() arg 1 must be a class")
            if not getattr(cls, "_is_runtime_protocol", False):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            if cls.__non_callable_proto_members__ and cls.__dict__.get("__subclasshook__") is _protocol_hook:
                names = ", ".join(map(repr, sorted(cls.__non_callable_proto_members__)))
                raise TypeError(
                    f"Protocols with non-method members don't support issubclass(). Non-method members: {names}."
                )
        return super().__subclasscheck__(other)


def _has_members(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if base.__dict__.get("_is_protocol") and name in base.__dict__.get("__annotations__", ()):
                break
        else:
            return NotImplemented
    return True


_protocol_hook = classmethod(_has_members)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """A base class for classes that say what others must have."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if not cls._is_protocol:
            if cls.__init__ is _no_instances:
                cls.__init__ = _inherited_init(cls)
            return
        for base in cls.__bases__:
            known = base.__module__ in ("collections.abc", "typing", "abc", "contextlib", "builtins")
            if not (base in (object, Generic) or known or getattr(base, "_is_protocol", False)):
                raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = _protocol_hook
        if "__init__" not in cls.__dict__:
            cls.__init__ = _no_instances
        cls.__protocol_attrs__ = _members(cls)
        cls.__non_callable_proto_members__ = {
            name for name in cls.__protocol_attrs__ if not callable(getattr(cls, name, None))
        }


def _inherited_init(cls):
    for base in cls.__mro__:
        init = base.__dict__.get("__init__")
        if init is not None and init is not _no_instances:
            return init
    return object.__init__


def runtime_checkable(cls):
    """A class decorator: isinstance() may be asked about the protocol."""
    if not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def is_protocol(tp, /):
    """Whether something is a protocol."""
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol


def get_protocol_members(tp, /):
    """The names that a protocol asks for."""
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(tp.__protocol_attrs__)


def _supports(name, method, result):
    """A protocol with one method."""

    def abstract(self):
        pass

    abstract.__name__ = method
    abstract.__qualname__ = f"{name}.{method}"
    abstract.__annotations__ = {"return": result}
    contents = {
        "__slots__": (), "__module__": "typing", method: abstractmethod(abstract), "_is_protocol": True,
        "__doc__": f"Whatever has a method {method}.",
    }
    return runtime_checkable(_ProtocolMeta(name, (Protocol,), contents))


SupportsInt = _supports("SupportsInt", "__int__", int)
SupportsFloat = _supports("SupportsFloat", "__float__", float)
SupportsComplex = _supports("SupportsComplex", "__complex__", complex)
SupportsBytes = _supports("SupportsBytes", "__bytes__", bytes)
SupportsIndex = _supports("SupportsIndex", "__index__", int)
SupportsAbs = _supports("SupportsAbs", "__abs__", Any)
SupportsRound = _supports("SupportsRound", "__round__", Any)

T = TypeVar("T")
AnyStr = TypeVar("AnyStr", bytes, str)
T.__module__ = AnyStr.__module__ = "typing"

_alias = _SpecialGenericAlias
_abc = collections.abc
Hashable = _alias(_abc.Hashable, 0)
Awaitable = _alias(_abc.Awaitable, 1)
Coroutine = _alias(_abc.Coroutine, 3)
AsyncIterable = _alias(_abc.AsyncIterable, 1)
AsyncIterator = _alias(_abc.AsyncIterator, 1)
Iterable = _alias(_abc.Iterable, 1)
Iterator = _alias(_abc.Iterator, 1)
Reversible = _alias(_abc.Reversible, 1)
Sized = _alias(_abc.Sized, 0)
Container = _alias(_abc.Container, 1)
Collection = _alias(_abc.Collection, 1)
Callable = _CallableType(_abc.Callable, 2)
AbstractSet = _alias(_abc.Set, 1, name="AbstractSet")
MutableSet = _alias(_abc.MutableSet, 1)
Mapping = _alias(_abc.Mapping, 2)
MutableMapping = _alias(_abc.MutableMapping, 2)
Sequence = _alias(_abc.Sequence, 1)
MutableSequence = _alias(_abc.MutableSequence, 1)
ByteString = _alias(_abc.ByteString, 0)
Tuple = _TupleType(tuple, -1, name="Tuple")
List = _alias(list, 1, name="List")
Deque = _alias(collections.deque, 1, name="Deque")
Set = _alias(set, 1, name="Set")
FrozenSet = _alias(frozenset, 1, name="FrozenSet")
MappingView = _alias(_abc.MappingView, 1)
KeysView = _alias(_abc.KeysView, 1)
ItemsView = _alias(_abc.ItemsView, 2)
ValuesView = _alias(_abc.ValuesView, 1)
Dict = _alias(dict, 2, name="Dict")
DefaultDict = _alias(collections.defaultdict, 2, name="DefaultDict", inst=True)
Generator = _alias(_abc.Generator, 3, defaults=(type(None), type(None)))
AsyncGenerator = _alias(_abc.AsyncGenerator, 2, defaults=(type(None),))
Type = _alias(type, 1, name="Type")


class _File(Generic[AnyStr]):
    """What a file for reading and writing has."""

    __slots__ = ()

    def __iter__(self):
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        return None


class IO(_File[AnyStr]):
    """A file."""

    __slots__ = ()


class BinaryIO(IO[bytes]):
    """A file of bytes."""

    __slots__ = ()


class TextIO(IO[str]):
    """A file of text."""

    __slots__ = ()


# Names whose types are in modules that are loaded only when they are asked for: the module, the type, how many
# arguments it takes.
_LAZY = {
    "AsyncContextManager": ("contextlib", "AbstractAsyncContextManager", 2),
    "ChainMap": ("collections", "ChainMap", 2),
    "ContextManager": ("contextlib", "AbstractContextManager", 2),
    "Counter": ("collections", "Counter", 1),
    "Match": ("re", "Match", 1),
    "OrderedDict": ("collections", "OrderedDict", 2),
    "Pattern": ("re", "Pattern", 1),
}


def __getattr__(name):
    if name not in _LAZY:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    from _library import import_module

    module, kind, count = _LAZY[name]
    defaults = (bool | None,) if module == "contextlib" else ()
    origin = getattr(import_module(module), kind)
    value = _alias(origin, count, name=name, inst=module == "collections", defaults=defaults)
    globals()[name] = value
    return value


def cast(typ, val):
    """The value as it is; type checkers take it for one of the type."""
    return val


def assert_type(val, typ, /):
    """The value as it is; type checkers make sure of its type."""
    return val


def reveal_type(obj, /):
    """The value as it is; type checkers tell its type."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def assert_never(arg, /):
    """For code that can't be reached."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def _mark(obj, name, value=True):
    try:
        setattr(obj, name, value)
    except (AttributeError, TypeError):
        pass
    return obj


def final(f):
    """Marks what must not be overridden or derived from."""
    return _mark(f, "__final__")


def override(method, /):
    """Marks a method that overrides another."""
    return _mark(method, "__override__")


def no_type_check(arg):
    """Says that annotations are no hints."""
    if isinstance(arg, type):
        for value in arg.__dict__.values():
            if isinstance(value, types.FunctionType):
                value.__no_type_check__ = True
    return _mark(arg, "__no_type_check__")


def no_type_check_decorator(decorator):
    """Has what a decorator gives be without hints."""
    from functools import wraps

    @wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, frozen_default=False,
                        field_specifiers=(), **kwargs):
    """Marks what makes classes like dataclasses."""
    settings = {
        "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
        "frozen_default": frozen_default, "field_specifiers": field_specifiers, "kwargs": kwargs,
    }
    return lambda obj: _mark(obj, "__dataclass_transform__", settings)


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed."
    )


def overload(func):
    """Marks one of several signatures of a function."""
    f = getattr(func, "__func__", func)
    try:
        key = (f.__module__, f.__qualname__)
        _overloads.setdefault(key, {})[f.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


def get_overloads(func):
    """The signatures that have been given for a function."""
    f = getattr(func, "__func__", func)
    return list(_overloads.get((f.__module__, f.__qualname__), {}).values())


def clear_overloads():
    """Forgets all overloads."""
    _overloads.clear()


class NewType(_Joins):
    """A name for a type that type checkers tell from it."""

    def __init__(self, name, tp):
        from _library import caller_module

        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = caller_module()

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __mro_entries__(self, bases):
        name = self.__name__
        raise TypeError(
            f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
            f"`{name} = NewType({name!r}, {name})`"
        )


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        kinds = {name: _converted(kind) for name, kind in ns.get("__annotations__", {}).items()}
        defaults = []
        last = None
        for name in kinds:
            if name in ns:
                defaults.append(ns[name])
                last = name
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field {last}")
        made = _named_tuple(typename, kinds, defaults, ns["__module__"])
        contents = {key: value for key, value in made.__dict__.items() if key not in ("__dict__", "__weakref__")}
        for key, value in ns.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                       "_field_types", "_make", "_replace", "_asdict", "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in kinds and key not in ("__annotations__", "__classcell__"):
                contents[key] = value
        if "__classcell__" in ns:
            contents["__classcell__"] = ns["__classcell__"]
        rest = tuple(base for base in bases if base is Generic)
        if not rest:
            return type(typename, (tuple,), contents)
        return type(typename, (tuple, *rest), contents)


def _named_tuple(name, kinds, defaults, module):
    from collections import namedtuple

    made = namedtuple(name, list(kinds), defaults=defaults, module=module)
    made.__annotations__ = dict(kinds)
    return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """A namedtuple whose fields have types: a base class, or a function of a name and pairs."""
    if fields is None:
        fields = kwargs.items()
    from _library import caller_module

    kinds = {name: _converted(kind) for name, kind in fields}
    made = _named_tuple(typename, kinds, (), caller_module())
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


def _key_kind(annotation):
    """Whether a key says itself that it is required or not."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _key_kind(annotation.__origin__)
    if origin is ReadOnly:
        return _key_kind(annotation.__args__[0])
    return origin if origin in (Required, NotRequired) else None


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(base is Generic or issubclass(base, Generic) for base in bases) else ()
        own = {key: _converted(kind) for key, kind in ns.get("__annotations__", {}).items()}
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        kinds, required, optional = {}, set(), set()
        for base in bases:
            kinds.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", set())
            optional |= base.__dict__.get("__optional_keys__", set())
        kinds.update(own)
        for key, kind in own.items():
            said = _key_kind(kind)
            if said is Required or said is None and total:
                required.add(key)
                optional.discard(key)
            else:
                optional.add(key)
                required.discard(key)
        made.__annotations__ = kinds
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__readonly_keys__ = frozenset()
        made.__mutable_keys__ = frozenset(kinds)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=None, /, *, total=True):
    """A dict with known keys: a base class, or a function of a name and a dict of types."""
    from _library import caller_module

    ns = {"__annotations__": dict(fields or {}), "__module__": caller_module()}
    made = _TypedDictMeta(typename, (), ns, total=total) if False else _TypedDictMeta.__new__(
        _TypedDictMeta, typename, (), ns, total=total
    )
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Whether something is a TypedDict."""
    return isinstance(tp, _TypedDictMeta)


def get_origin(tp):
    """The type without its arguments: list for List[int]; None for what has none."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseAlias, types.GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """The arguments of a type, as they were written."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, types.GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is _abc.Callable and not (len(args) == 2 and _is_row(args[0])):
            args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


def _evaluated(tp, globals, locals):
    """A hint with the texts in it replaced by what they name."""
    if isinstance(tp, str):
        tp = ForwardRef(tp)
    if isinstance(tp, ForwardRef):
        value = eval(tp.__forward_code__, globals, locals)
        return _evaluated(_converted(value), globals, locals)
    if isinstance(tp, (_GenericAlias, types.GenericAlias, types.UnionType)):
        new = tuple(_evaluated(arg, globals, locals) if _may_hold_text(arg) else arg for arg in tp.__args__)
        if all(a is b for a, b in zip(new, tp.__args__)):
            return tp
        if isinstance(tp, types.GenericAlias):
            return types.GenericAlias(tp.__origin__, new)
        if isinstance(tp, types.UnionType):
            joined = new[0]
            for each in new[1:]:
                joined = joined | each
            return joined
        return tp._with_args(new)
    return tp


def _may_hold_text(arg):
    return isinstance(arg, (ForwardRef, _GenericAlias, types.GenericAlias, types.UnionType, str))


def _without_extras(tp):
    """A hint without what Annotated and the like add."""
    if isinstance(tp, _AnnotatedAlias):
        return _without_extras(tp.__origin__)
    if get_origin(tp) in (Required, NotRequired, ReadOnly):
        return _without_extras(tp.__args__[0])
    if isinstance(tp, _GenericAlias):
        new = tuple(_without_extras(arg) for arg in tp.__args__)
        return tp if new == tp.__args__ else tp._with_args(new)
    if isinstance(tp, types.GenericAlias):
        new = tuple(_without_extras(arg) for arg in tp.__args__)
        return tp if new == tp.__args__ else types.GenericAlias(tp.__origin__, new)
    return tp


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The hints of a function, class or module, texts replaced by what they name."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            own = base.__dict__.get("__annotations__", {})
            module = sys.modules.get(base.__module__)
            names = globalns if globalns is not None else getattr(module, "__dict__", {})
            scope = localns if localns is not None else dict(vars(base))
            for name, value in own.items():
                if isinstance(value, types.GetSetDescriptorType):
                    continue
                hints[name] = _evaluated(_converted(value), names, scope)
    else:
        if isinstance(obj, types.ModuleType):
            names = obj.__dict__
        else:
            inner = obj
            while hasattr(inner, "__wrapped__"):
                inner = inner.__wrapped__
            names = getattr(inner, "__globals__", {})
        if globalns is not None:
            names = globalns
        own = getattr(obj, "__annotations__", None)
        if own is None:
            if isinstance(obj, (types.BuiltinFunctionType, types.FunctionType, types.MethodType)):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in own.items():
            hints[name] = _evaluated(_converted(value), names, names if localns is None else localns)
    if include_extras:
        return hints
    return {name: _without_extras(hint) for name, hint in hints.items()}
