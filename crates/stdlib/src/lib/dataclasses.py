"""Classes that are made of their fields (library reference, "dataclasses")."""

import sys
from types import FunctionType, GenericAlias, MappingProxyType

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
    "astuple", "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    """An attempt to change a frozen instance."""


class _Missing:
    pass


class _DefaultFactory:
    """Stands for a default that a factory makes, in the signature of __init__."""

    def __repr__(self):
        return "<factory>"


class _KeywordOnly:
    pass


MISSING = _Missing()
KW_ONLY = _KeywordOnly()
_HAS_FACTORY = _DefaultFactory()
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class _FieldKind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FieldKind("_FIELD")
_FIELD_CLASSVAR = _FieldKind("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FieldKind("_FIELD_INITVAR")


class InitVar:
    """Annotates what __init__ takes for __post_init__ and does not keep."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        kind = self.type
        shown = kind.__name__ if isinstance(kind, type) and not isinstance(kind, GenericAlias) else repr(kind)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of a field."""

    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
        "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        names = (
            "name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only",
            "_field_type",
        )
        return "Field(" + ",".join(f"{name}={getattr(self, name)!r}" for name in names) + ")"

    def __set_name__(self, owner, name):
        hook = getattr(type(self.default), "__set_name__", None)
        if hook is not None:
            hook(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


_Missing.__repr__ = lambda self: "<dataclasses._MISSING_TYPE object at 0x%x>" % id(self)
_Missing.__name__ = _Missing.__qualname__ = "_MISSING_TYPE"
_DefaultFactory.__name__ = _DefaultFactory.__qualname__ = "_HAS_DEFAULT_FACTORY_CLASS"
_KeywordOnly.__name__ = _KeywordOnly.__qualname__ = "_KW_ONLY_TYPE"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    """Says more of a field than its default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _Params:
    """The arguments of the decorator."""

    __slots__ = (
        "init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots", "weakref_slot",
    )

    def __init__(self, **given):
        for name, value in given.items():
            setattr(self, name, value)

    def __repr__(self):
        return "_DataclassParams(" + ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__) + ")"


_Params.__name__ = _Params.__qualname__ = "_DataclassParams"


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """A class decorator that adds the methods that follow from the annotated attributes."""
    params = _Params(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
        kw_only=kw_only, slots=slots, weakref_slot=weakref_slot,
    )

    def wrap(cls):
        return _process(cls, params)

    return wrap if cls is None else wrap(cls)


def _is_class_var(annotation, cls):
    if isinstance(annotation, str):
        return _text_names(annotation, cls, "typing", "ClassVar")
    typing = sys.modules.get("typing")
    if typing is None:
        return False
    return annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar


def _is_init_var(annotation, cls):
    if isinstance(annotation, str):
        return _text_names(annotation, cls, "dataclasses", "InitVar")
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation, cls):
    if isinstance(annotation, str):
        return _text_names(annotation, cls, "dataclasses", "KW_ONLY")
    return annotation is KW_ONLY


def _text_names(annotation, cls, module, name):
    """Whether an annotation that is text begins with a name of a module, as the class's module has it."""
    head = annotation.split("[")[0].strip()
    parts = head.split(".")
    if parts[-1] != name or len(parts) > 2:
        return False
    own = sys.modules.get(cls.__module__)
    wanted = getattr(sys.modules.get(module), name, None)
    if own is None or wanted is None:
        return False
    if len(parts) == 1:
        return getattr(own, name, None) is wanted
    return getattr(getattr(own, parts[0], None), name, None) is wanted


def _make_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        # A descriptor of __slots__ is no default.
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        f = field(default=default)
    f.name, f.type = name, annotation
    f._field_type = _FIELD
    if _is_class_var(annotation, cls):
        f._field_type = _FIELD_CLASSVAR
    elif _is_init_var(annotation, cls):
        f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory")
    return f


def _own_fields(cls, params):
    """The fields that the class itself has annotations for."""
    found = []
    seen = False
    kw_only = params.kw_only
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if _is_kw_only(annotation, cls):
            if seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen = kw_only = True
            continue
        found.append(_make_field(cls, name, annotation, kw_only))
    return found


def _process(cls, params):
    fields = {}
    any_frozen_base = has_bases = False
    all_frozen_bases = None
    for base in cls.__mro__[-1:0:-1]:
        base_fields = base.__dict__.get(_FIELDS)
        if base_fields is not None:
            has_bases = True
            if all_frozen_bases is None:
                all_frozen_bases = True
            fields.update(base_fields)
            frozen = base.__dict__[_PARAMS].frozen
            all_frozen_bases = all_frozen_bases and frozen
            any_frozen_base = any_frozen_base or frozen
    own = _own_fields(cls, params)
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_bases:
        if any_frozen_base and not params.frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen_bases is False and params.frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")
    setattr(cls, _FIELDS, fields)
    setattr(cls, _PARAMS, params)
    _add_methods(cls, params, fields)
    if params.weakref_slot and not params.slots:
        raise TypeError("weakref_slot is True but slots is False")
    if params.slots:
        cls = _with_slots(cls, params, own)
    return cls


def _add_methods(cls, params, fields):
    class_hash = cls.__dict__.get("__hash__", MISSING)
    explicit_hash = not (class_hash is MISSING or class_hash is None and "__eq__" in cls.__dict__)
    every = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    plain = [f for f in fields.values() if f._field_type is _FIELD]
    if params.init:
        _set_new(cls, "__init__", _make_init(cls, params, every, "__post_init__" in dir(cls)))
    if params.repr:
        _set_new(cls, "__repr__", _make_repr(cls, [f for f in plain if f.repr]))
    compared = [f for f in plain if f.compare]
    if params.eq:
        _set_new(cls, "__eq__", _make_eq(cls, compared))
    if params.order:
        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            if _set_new(cls, name, _make_order(cls, name, compared)):
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                    "Consider using functools.total_ordering"
                )
    if params.frozen:
        for name in ("__setattr__", "__delattr__"):
            if _set_new(cls, name, _make_frozen(cls, name, [f.name for f in plain])):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
    _choose_hash(cls, params, plain, explicit_hash)
    if not cls.__dict__.get("__doc__"):
        cls.__doc__ = cls.__name__ + _signature(cls, every, params)
    if params.match_args:
        names = tuple(f.name for f in every if f.init and not f.kw_only)
        _set_new(cls, "__match_args__", names)
    if "__replace__" not in cls.__dict__:
        _set_new(cls, "__replace__", _replace)


def _set_new(cls, name, value):
    """Sets an attribute that the class does not have itself; says whether it has."""
    if name in cls.__dict__:
        return True
    if isinstance(value, FunctionType):
        value.__qualname__ = f"{cls.__qualname__}.{name}"
        value.__module__ = cls.__module__
    setattr(cls, name, value)
    return False


def _signature(cls, fields, params):
    """The parameters of __init__ as the docstring has them."""
    if "__init__" in cls.__dict__ and not cls.__init__.__qualname__.startswith(cls.__qualname__ + "."):
        return "()"
    row = [_parameter_text(f) for f in fields if f.init and not f.kw_only]
    keyword = [_parameter_text(f) for f in fields if f.init and f.kw_only]
    return "(" + ", ".join(row + (["*", *keyword] if keyword else [])) + ")"


def _parameter_text(f):
    kind = f.type.type if type(f.type) is InitVar else f.type
    if isinstance(kind, type) and not isinstance(kind, GenericAlias):
        kind = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    else:
        kind = repr(kind).replace("typing.", "")
    default = ""
    if f.default is not MISSING:
        default = f" = {f.default!r}"
    elif f.default_factory is not MISSING:
        default = " = <factory>"
    return f"{f.name}: {kind}{default}"


def _make_init(cls, params, fields, has_post_init):
    """__init__, whose text has the names so that wrong arguments are refused by name."""
    positional = [f for f in fields if f.init and not f.kw_only]
    keyword = [f for f in fields if f.init and f.kw_only]
    seen_default = None
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default is not None:
            raise TypeError(
                f"non-default argument {f.name!r} follows default argument {seen_default.name!r}"
            )
    names = {"_MISSING": MISSING, "_HAS_FACTORY": _HAS_FACTORY, "_setattr": object.__setattr__}
    self_name = "__dataclass_self__" if any(f.name == "self" for f in fields) else "self"

    def parameter(f):
        if f.default is not MISSING:
            names[f"_dflt_{f.name}"] = f.default
            return f"{f.name}=_dflt_{f.name}"
        if f.default_factory is not MISSING:
            names[f"_factory_{f.name}"] = f.default_factory
            return f"{f.name}=_HAS_FACTORY"
        return f.name

    def assign(name, value):
        if params.frozen:
            return f"  _setattr({self_name}, {name!r}, {value})"
        return f"  {self_name}.{name} = {value}"

    body = []
    for f in fields:
        if f._field_type is _FIELD_INITVAR:
            if not f.init and f.default is not MISSING:
                names[f"_dflt_{f.name}"] = f.default
            continue
        if f.default_factory is not MISSING:
            names[f"_factory_{f.name}"] = f.default_factory
            made = f"_factory_{f.name}()"
            body.append(assign(f.name, f"{made} if {f.name} is _HAS_FACTORY else {f.name}" if f.init else made))
        elif f.init:
            body.append(assign(f.name, f.name))
        elif params.slots and f.default is not MISSING:
            names[f"_dflt_{f.name}"] = f.default
            body.append(assign(f.name, f"_dflt_{f.name}"))
    if has_post_init:
        given = ", ".join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f"  {self_name}.__post_init__({given})")
    row = [self_name, *map(parameter, positional)]
    if keyword:
        row += ["*", *map(parameter, keyword)]
    text = f"def __init__({', '.join(row)}):\n" + ("\n".join(body) or "  pass")
    function = _compiled("__init__", text, names)
    annotations = {f.name: f.type.type if type(f.type) is InitVar else f.type for f in positional + keyword}
    function.__annotations__ = {**annotations, "return": None}
    return function


def _compiled(name, text, names):
    """The function that a text defines; the names are its globals."""
    namespace = dict(names)
    exec(text, namespace)
    return namespace[name]


def _make_repr(cls, fields):
    row = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in fields)
    text = (
        "def __repr__(self):\n"
        "  if not _begin(self):\n"
        "    return '...'\n"
        "  try:\n"
        f"    return f'{{self.__class__.__qualname__}}({row})'\n"
        "  finally:\n"
        "    _end()"
    )
    from _library import begin_showing, end_showing

    return _compiled("__repr__", text, {"_begin": begin_showing, "_end": end_showing})


def _make_eq(cls, fields):
    terms = " and ".join(f"self.{f.name} == other.{f.name}" for f in fields) or "True"
    text = (
        "def __eq__(self, other):\n"
        "  if self is other:\n"
        "    return True\n"
        "  if other.__class__ is self.__class__:\n"
        f"    return {terms}\n"
        "  return NotImplemented"
    )
    return _compiled("__eq__", text, {})


def _make_order(cls, name, fields):
    operator = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}[name]
    mine = "".join(f"self.{f.name}, " for f in fields)
    other = "".join(f"other.{f.name}, " for f in fields)
    text = (
        f"def {name}(self, other):\n"
        "  if other.__class__ is self.__class__:\n"
        f"    return ({mine}) {operator} ({other})\n"
        "  return NotImplemented"
    )
    return _compiled(name, text, {})


def _make_frozen(cls, name, fields):
    fields = frozenset(fields)
    what = "assign to" if name == "__setattr__" else "delete"

    def refuse(self, name, *value):
        if type(self) is cls or name in fields:
            raise FrozenInstanceError(f"cannot {what} field {name!r}")
        getattr(super(cls, self), refuse.__name__)(name, *value)

    def __setattr__(self, name, value):
        refuse(self, name, value)

    def __delattr__(self, name):
        refuse(self, name)

    refuse.__name__ = name
    return __setattr__ if name == "__setattr__" else __delattr__


def _choose_hash(cls, params, fields, explicit):
    """The table of the documentation: what becomes of __hash__."""
    if params.unsafe_hash:
        if explicit:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    elif not params.eq or explicit:
        return
    elif not params.frozen:
        cls.__hash__ = None
        return
    row = "".join(f"self.{f.name}, " for f in fields if (f.compare if f.hash is None else f.hash))
    function = _compiled("__hash__", f"def __hash__(self):\n  return hash(({row}))", {})
    function.__qualname__ = f"{cls.__qualname__}.__hash__"
    cls.__hash__ = function


def _slot_names(cls):
    slots = cls.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _with_slots(cls, params, own):
    """The class once more, with __slots__."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    contents = dict(cls.__dict__)
    inherited = {name for base in cls.__mro__[1:-1] for name in _slot_names(base)}
    names = [f.name for f in cls.__dict__[_FIELDS].values() if f._field_type is _FIELD]
    slots = [name for name in names if name not in inherited]
    if params.weakref_slot and "__weakref__" not in inherited:
        slots.append("__weakref__")
    contents["__slots__"] = tuple(slots)
    for name in names:
        contents.pop(name, None)
    contents.pop("__dict__", None)
    contents.pop("__weakref__", None)
    qualname = cls.__qualname__
    new = type(cls)(cls.__name__, cls.__bases__, contents)
    new.__qualname__ = qualname
    # Methods that name their class by `super()` or `__class__` mean the new one.
    for value in contents.values():
        function = getattr(value, "__func__", value)
        function = getattr(function, "fget", function)
        for cell in getattr(function, "__closure__", None) or ():
            try:
                if cell.cell_contents is cls:
                    cell.cell_contents = new
            except ValueError:
                pass
    if params.frozen:
        for name in ("__setattr__", "__delattr__"):
            if name in contents and contents[name].__module__ == cls.__module__:
                setattr(new, name, _make_frozen(new, name, names))
        new.__getstate__ = _slots_getstate
        new.__setstate__ = _slots_setstate
    return new


def _slots_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _slots_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def fields(class_or_instance):
    """The fields of a dataclass, as a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether something is a dataclass or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, and of those that it holds."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, lambda pairs: dict_factory(pairs))


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, and of those that it holds."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


_ATOMS = (type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), type)


def _converted(obj, make):
    cls = type(obj)
    if cls in _ATOMS:
        return obj
    if hasattr(cls, _FIELDS):
        return make([(f.name, _converted(getattr(obj, f.name), make)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return cls(*[_converted(item, make) for item in obj])
    if isinstance(obj, (list, tuple)):
        return cls(_converted(item, make) for item in obj)
    if isinstance(obj, dict):
        pairs = [(_converted(key, make), _converted(value, make)) for key, value in obj.items()]
        if hasattr(cls, "default_factory"):
            new = cls(obj.default_factory)
            new.update(pairs)
            return new
        return cls(pairs)
    from copy import deepcopy

    return deepcopy(obj)


def replace(obj, /, **changes):
    """A copy of an instance with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(
                    f"field {f.name} is declared with init=False, it cannot be specified with replace()"
                )
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False,
                   weakref_slot=False, module=None):
    """A new dataclass: of names, pairs of a name and a type, or those with a field."""
    from keyword import iskeyword

    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, namespace[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
    namespace["__annotations__"] = annotations
    if module is None:
        from _library import caller_module

        module = caller_module()
    namespace["__module__"] = module
    from types import new_class

    cls = new_class(cls_name, bases, {}, lambda contents: contents.update(namespace))
    return dataclass(
        cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
        match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot,
    )
