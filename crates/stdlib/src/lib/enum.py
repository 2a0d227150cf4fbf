"""Enumerations (library reference, "enum")."""

from types import DynamicClassAttribute

__all__ = [
    "EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto",
    "unique", "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_flag_repr", "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS",
    "UNIQUE", "show_flag_values",
]

_builtin_property = property

# Bound at the end of the module; the metaclass asks for them before.
Enum = Flag = ReprEnum = EJECT = None


class nonmember:
    """Keeps a value of a class's body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a value of a class's body a member, whatever it is."""

    def __init__(self, value):
        self.value = value


class property(DynamicClassAttribute):
    """A property of members, whose name can also be that of a member."""

    member = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        if self.fget is not None:
            return self.fget(instance)
        raise AttributeError(f"{ownerclass!r} member has no attribute {self.name!r}")

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


class auto:
    """A value that the class works out: the next number, the name in lower case, the next bit."""

    def __init__(self, value=None):
        self.value = _unset if value is None else value

    def __repr__(self):
        return f"auto({'' if self.value is _unset else repr(self.value)})"


class _Unset:
    def __repr__(self):
        return "<object object>"


_unset = _Unset()


def _is_descriptor(obj):
    kind = type(obj)
    return hasattr(kind, "__get__") or hasattr(kind, "__set__") or hasattr(kind, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    prefix = f"_{cls_name.lstrip('_')}__"
    return name.startswith(prefix) and len(name) > len(prefix) and not name.endswith("__")


_SUNDER = (
    "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
    "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_",
)


class EnumDict(dict):
    """The namespace of an enumeration's body: tells members from all else."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False

    @_builtin_property
    def member_names(self):
        """The names of the members."""
        return list(self._member_names)

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            self._set_sunder(key, value)
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore or isinstance(value, nonmember):
            value = value.value if isinstance(value, nonmember) else value
        elif isinstance(value, member) or not (_is_descriptor(value) or self._is_nested(key, value)):
            value = self._add_member(key, value)
        dict.__setitem__(self, key, value)

    def _is_nested(self, key, value):
        return False

    def _set_sunder(self, key, value):
        if key not in _SUNDER and not key.startswith("_repr_"):
            raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
        if key == "_generate_next_value_":
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate = value.__func__ if isinstance(value, staticmethod) else value
        elif key == "_ignore_":
            names = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            self._ignore = names
            already = set(names) & set(self._member_names)
            if already:
                raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")

    def _add_member(self, key, value):
        if key in self:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        if isinstance(value, member):
            value = value.value
        value = self._resolved(key, value)
        self._member_names[key] = None
        self._last_values.append(value)
        return value

    def _resolved(self, key, value):
        """The value with each auto() in it worked out."""
        if isinstance(value, auto):
            if value.value is _unset:
                self._auto_called = True
                value.value = self._generate(key, 1, len(self._member_names), self._last_values[:])
            return value.value
        if type(value) is tuple and any(isinstance(part, auto) for part in value):
            return tuple(self._resolved(key, part) for part in value)
        return value

    def update(self, members, *more_members):
        """Takes over members from mappings or pairs."""
        for each in (members, *more_members):
            pairs = each.items() if hasattr(each, "keys") else each
            for name, value in pairs:
                self[name] = value


_EnumDict = EnumDict


class EnumType(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        if Enum is None:
            return {}
        metacls._check_for_existing_members_(cls, bases)
        enum_dict = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            generate = getattr(first_enum, "_generate_next_value_", None)
            dict.__setitem__(enum_dict, "_generate_next_value_", generate)
            enum_dict._generate = generate
        return enum_dict

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if Enum is None:
            return super().__new__(metacls, cls, bases, dict(classdict), **kwds)
        for name in ("_ignore_",):
            if name in classdict:
                for ignored in classdict._ignore:
                    dict.pop(classdict, ignored, None)
                dict.__setitem__(classdict, name, classdict._ignore)
        names = list(classdict._member_names)
        wrong = set(names) & {"mro", ""}
        if wrong:
            raise ValueError("invalid enum member name(s) %s" % ",".join(repr(name) for name in sorted(wrong)))
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        values = {name: classdict[name] for name in names}
        contents = {key: value for key, value in classdict.items() if key not in values}
        order = contents.pop("_order_", None)
        contents.setdefault("_generate_next_value_", getattr(classdict, "_generate", None))
        if "_generate_next_value_" in contents and not isinstance(contents["_generate_next_value_"], staticmethod):
            contents["_generate_next_value_"] = staticmethod(contents["_generate_next_value_"])
        contents.update(
            _new_member_=new,
            _use_args_=use_args,
            _member_names_=[],
            _member_map_={},
            _value2member_map_={},
            _unhashable_values_=[],
            _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases),
            _boundary_=boundary or getattr(first_enum, "_boundary_", None),
            _flag_mask_=0,
            _singles_mask_=0,
            _all_bits_=0,
            _inverted_=None,
        )
        own_new = contents.pop("__new__", None)
        if own_new is not None:
            contents["__new_member__"] = own_new
        contents["_members_to_be_"] = values
        try:
            enum_class = super().__new__(metacls, cls, bases, contents, **kwds)
        except RuntimeError as error:
            # What goes wrong with a member is the script's to see, not the class that was half made.
            raise error.__cause__ or error from None
        metacls._add_members(enum_class, values, member_type, use_args)
        metacls._choose_methods(enum_class, member_type, first_enum, contents)
        # From now on a call is a look-up.
        type.__setattr__(enum_class, "__new__", staticmethod(Enum.__new__))
        if Flag is not None and issubclass(enum_class, Flag):
            _finish_flag(enum_class)
        if order is not None:
            order = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            known = enum_class._member_names_
            expected = [name for name in order if name in known]
            if expected != [name for name in known if name in order] or len(expected) != len(known):
                raise TypeError(
                    "member order does not match _order_:\n  %r\n  %r" % (known, order)
                )
        init_subclass = getattr(enum_class, "__enum_init_subclass__", None)
        if init_subclass is not None:
            init_subclass()
        return enum_class

    def _add_members(metacls, values, member_type, use_args):
        enum_class = metacls
        for name, value in values.items():
            _make_member(enum_class, name, value, member_type, use_args)

    _add_members = staticmethod(_add_members)

    @staticmethod
    def _choose_methods(enum_class, member_type, first_enum, contents):
        """A data type's methods of showing give way to those of the enumeration; but for a ReprEnum, whose str()
        and format() are the data type's."""
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name in contents:
                continue
            own = getattr(first_enum, name, None)
            if own is not None and getattr(enum_class, name, None) is getattr(member_type, name, None):
                type.__setattr__(enum_class, name, own)
        if ReprEnum is not None and issubclass(enum_class, ReprEnum) and member_type is not object:
            for name in ("__format__", "__str__"):
                usual = [each.__dict__.get(name) for each in (Enum, Flag) if each is not None]
                if name not in contents and getattr(enum_class, name) in usual:
                    method = getattr(member_type, name)
                    if name == "__str__" and method is object.__str__:
                        method = member_type.__repr__
                    type.__setattr__(enum_class, name, method)
        if Flag is not None and issubclass(enum_class, Flag):
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
                if name not in contents:
                    setattr(enum_class, name, getattr(Flag, name))

    def __bool__(cls):
        return True

    def __call__(cls, value, names=_unset, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        """A member by its value; with names, a new enumeration."""
        if cls._member_map_:
            if names is not _unset:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _unset and type is None:
            raise TypeError(
                f"{cls} has no members; specify `names=()` if you meant to create a new, empty, enum"
            )
        return cls._create_(
            value, () if names is _unset else names, module=module, qualname=qualname, type=type, start=start,
            boundary=boundary,
        )

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return any(value == member._value_ for member in cls._unhashable_values_)

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __dir__(cls):
        own = ["__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__",
               "__module__", "__name__", "__qualname__"]
        own += cls._member_names_
        if cls._member_type_ is not object:
            own += dir(cls._member_type_)
        return sorted(set(own))

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_builtin_property
    def __members__(cls):
        """All names with their members, aliases too."""
        from types import MappingProxyType

        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """A new enumeration of names, or of pairs of names and values."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            pairs, last = [], []
            for at, name in enumerate(names):
                value = first_enum._generate_next_value_(name, start, at, last[:])
                last.append(value)
                pairs.append((name, value))
            names = pairs
        elif hasattr(names, "keys"):
            names = list(names.items())
        for item in names:
            name, value = (item, names[item]) if isinstance(item, str) else item
            classdict[name] = value
        if module is None:
            from _library import caller_module

            module = caller_module()
        dict.__setitem__(classdict, "__module__", module)
        if qualname is not None:
            dict.__setitem__(classdict, "__qualname__", qualname)
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base.__dict__.get("_member_names_"):
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The data type of the members, and the enumeration that is derived from."""
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = []
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base.__dict__.get("_member_type_", object) is not object:
                        if base._member_type_ not in found:
                            found.append(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    if isinstance(base, EnumType):
                        continue
                    if base not in found:
                        found.append(base)
                    break
        if len(found) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {set(found)!r}")
        return found[0] if found else None

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if "_value_repr_" in base.__dict__:
                        return base._value_repr_
                elif "__repr__" in base.__dict__:
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """What makes a member's instance, and whether it gets the value's parts as arguments."""
        new = classdict.get("__new__", None)
        if new is None and first_enum is not None:
            for name in ("__new_member__", "__new__"):
                for possible in (member_type, first_enum):
                    target = getattr(possible, name, None)
                    if target not in (None, object.__new__, Enum.__new__ if Enum is not None else None):
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        if new is None:
            new = object.__new__
        if isinstance(new, staticmethod):
            new = new.__func__
        return new, not (first_enum is None or new is object.__new__)


EnumMeta = EnumType


def _own_names(cls, first_enum):
    """Names that classes between an enumeration and the one it derives from define."""
    names = set()
    for base in cls.__mro__:
        if base is first_enum:
            break
        names.update(base.__dict__)
    return names


def _make_member(cls, name, value, member_type, use_args):
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    new = cls._new_member_
    member = new(cls, *args) if use_args else new(cls)
    if not hasattr(member, "_value_"):
        if member_type is object or not use_args:
            member._value_ = value
        else:
            try:
                member._value_ = member_type(*args)
            except Exception as exc:
                new_exc = TypeError("_value_ not set in __new__, unable to create it")
                raise new_exc from exc
    value = member._value_
    member._name_ = name
    member.__objclass__ = cls
    member._sort_order_ = len(cls._member_names_)
    init = type(member).__init__
    if init is not Enum.__init__ if Enum is not None else False:
        member.__init__(*args)
    canonical = _canonical(cls, value)
    if canonical is not None and canonical._name_ is not None:
        # Another name for the same value.
        member = canonical
    elif Flag is None or not issubclass(cls, Flag) or not isinstance(value, int) or _is_single_bit(value):
        cls._member_names_.append(name)
    _bind_member(cls, name, member)
    try:
        cls._value2member_map_.setdefault(value, member)
    except TypeError:
        cls._unhashable_values_.append(member)


def _canonical(cls, value):
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        return next((each for each in cls._unhashable_values_ if each._value_ == value), None)


def _bind_member(cls, name, member):
    """The member as an attribute of the class; a property of that name goes on working for instances."""
    found = None
    for base in cls.__mro__[1:]:
        if name in base.__dict__:
            found = base.__dict__[name]
            break
    if isinstance(found, property):
        redirect = property(found.fget, found.fset, found.fdel)
        redirect.name, redirect.clsname, redirect.member = name, cls.__name__, member
        type.__setattr__(cls, name, redirect)
    else:
        type.__setattr__(cls, name, member)
    cls._member_map_[name] = member


class Enum(metaclass=EnumType):
    """A set of names with values."""

    _member_names_ = []
    _member_map_ = {}
    _value2member_map_ = {}
    _unhashable_values_ = []
    _member_type_ = object
    _value_repr_ = None
    _boundary_ = None

    @classmethod
    def __signature__(cls):
        return "(value)" if cls._member_names_ else "(new_class_name, /, names)"

    def __new__(cls, value):
        # Members are made elsewhere: what comes here is a look-up.
        if type(value) is cls:
            return value
        found = _canonical(cls, value)
        if found is not None:
            return found
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        result, failure = None, None
        try:
            result = cls._missing_(value)
        except Exception as exc:
            failure = exc
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        error = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if result is None and failure is None:
            raise error
        if failure is None:
            failure = TypeError(
                f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member"
            )
        if not isinstance(failure, ValueError):
            failure.__context__ = error
        raise failure

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the greatest so far."""
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            raise TypeError(
                "unable to sort non-numeric values" if not isinstance(last_values[-1], str) else
                f"unable to increment {last_values[-1]!r}"
            ) from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        own = {"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"}
        for base in type(self).__mro__:
            if isinstance(base, EnumType) and base is not Enum:
                own.update(name for name in base.__dict__ if name[0] != "_" and name not in self._member_map_)
        return sorted(own)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce__(self):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_

    def _add_alias_(self, name):
        cls = type(self)
        known = cls._member_map_.get(name)
        if known is not None and known is not self:
            raise NameError(f"{name!r} already bound: {known!r}")
        _bind_member(cls, name, self)

    def _add_value_alias_(self, value):
        cls = type(self)
        known = _canonical(cls, value)
        if known is not None and known is not self:
            raise ValueError(f"{value!r} already bound: {known!r}")
        cls._value2member_map_[value] = self


class ReprEnum(Enum):
    """An enumeration that changes only repr(); str() and format() are those of the data type."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are also ints."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are also strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        for at, value in enumerate(values):
            if not isinstance(value, str):
                what = ("{!r} is not a string", "encoding must be a string, not {!r}",
                        "errors must be a string, not {!r}")[at]
                raise TypeError(what.format(value))
        value = str(*values)
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The name in lower case."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What becomes of a flag's value with bits that no member has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _is_single_bit(value):
    return value > 0 and value & (value - 1) == 0


def _bits(value):
    bit = 1
    while bit <= value:
        if value & bit:
            yield bit
        bit <<= 1


def _finish_flag(cls):
    """What a new class of flags knows of its bits."""
    mask = singles = 0
    for each in cls._member_map_.values():
        if isinstance(each._value_, int) and each._value_ > 0:
            mask |= each._value_
            if _is_single_bit(each._value_):
                singles |= each._value_
    cls._flag_mask_ = mask
    cls._singles_mask_ = singles
    cls._all_bits_ = 2 ** mask.bit_length() - 1
    if cls._boundary_ is None:
        cls._boundary_ = STRICT


class Flag(Enum, boundary=STRICT):
    """An enumeration whose members can be combined with the operators of bits."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The next power of two."""
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        known, every = cls._flag_mask_, cls._all_bits_
        outside = ~every <= value <= every and (value & (every ^ known)) or not ~every <= value <= every
        negative = value < 0 and value
        if outside and not (value < 0 and ~every <= value and cls._boundary_ is not STRICT):
            boundary = cls._boundary_
            if boundary is STRICT:
                width = max(value.bit_length(), known.bit_length())
                raise ValueError(
                    "%r invalid value %r\n    given %s\n  allowed %s"
                    % (cls, value, _binary(value, width), _binary(known, width))
                )
            if boundary is CONFORM:
                value &= known
            elif boundary is EJECT:
                return value
            elif value < 0:
                value = max(every + 1, 2 ** value.bit_length()) + value
        if value < 0:
            value += every + 1
            if cls._boundary_ is not KEEP:
                value &= known
        found = cls._value2member_map_.get(value)
        if found is not None and negative is not False:
            return found
        return _combined(cls, value)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                "unsupported operand type(s) for 'in': %r and %r"
                % (type(other).__qualname__, self.__class__.__qualname__)
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        cls = self.__class__
        for member in cls:
            if member._value_ & self._value_:
                yield member

    def __len__(self):
        return (self._value_ & self._flag_mask_).bit_count()

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        name = self.__class__.__name__
        if self._name_ is None:
            return f"<{name}: {show(self._value_)}>"
        return f"<{name}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        name = self.__class__.__name__
        if self._name_ is None:
            return f"{name}({self._value_!r})"
        return f"{name}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _flag_value(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        value = self._flag_value(other)
        return NotImplemented if value is None else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._flag_value(other)
        return NotImplemented if value is None else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._flag_value(other)
        return NotImplemented if value is None else self.__class__(self._value_ ^ value)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return self.__class__(~self._value_)
        return self.__class__(self._singles_mask_ & ~self._value_)


def _binary(value, width):
    """A number in binary, with its sign apart."""
    digits = format(value % (1 << width) if value < 0 else value, f"0{width}b")
    return f"0b{'1' if value < 0 else '0'} {digits}"


def _combined(cls, value):
    """The member of a combination of bits, made at its first use."""
    data_type = cls._member_type_
    new = cls._new_member_
    if data_type is object:
        member = object.__new__(cls)
    elif cls._use_args_:
        member = new(cls, value)
    else:
        member = new(cls)
    if not hasattr(member, "_value_"):
        member._value_ = value
    member.__objclass__ = cls
    parts = [each._name_ for each in cls if each._value_ & value]
    known = 0
    for each in cls:
        known |= each._value_ & value
    unknown = value & ~known
    if not parts:
        member._name_ = None
    elif unknown and cls._boundary_ is not KEEP:
        member._name_ = "|".join(parts)
    elif unknown:
        member._name_ = "|".join(parts) + f"|{unknown}"
    else:
        member._name_ = "|".join(parts)
    return cls._value2member_map_.setdefault(value, member)


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags whose members are also ints."""


def unique(enumeration):
    """A class decorator: no value may have two names."""
    duplicates = [(name, each.name) for name, each in enumeration.__members__.items() if name != each.name]
    if duplicates:
        details = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can make sure of."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """A class decorator that makes sure of something."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        for check in self.checks:
            if check is UNIQUE:
                duplicates = [(n, each.name) for n, each in enumeration.__members__.items() if n != each.name]
                if duplicates:
                    details = ", ".join(f"{alias} -> {canonical}" for alias, canonical in duplicates)
                    raise ValueError(f"aliases found in {enumeration!r}: {details}")
            elif check is CONTINUOUS:
                values = {each.value for each in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if issubclass(enumeration, Flag):
                    missing = [bit for bit in _bits(high) if bit >= low and bit not in values]
                    missing = [1 << at for at in range(low.bit_length() - 1, high.bit_length())
                               if 1 << at not in values]
                else:
                    missing = [value for value in range(low + 1, high) if value not in values]
                if missing:
                    shown = ", ".join(map(str, missing))
                    raise ValueError(f"invalid enum {name!r}: missing values {shown}"[:256])
            elif check is NAMED_FLAGS:
                self._check_named(enumeration)
        return enumeration

    @staticmethod
    def _check_named(enumeration):
        values = {each.value for each in enumeration}
        missing_names, missing_value = [], 0
        for alias, each in enumeration._member_map_.items():
            if each.value < 0 or each._name_ in enumeration._member_names_:
                continue
            missing = [bit for bit in _bits(each.value) if bit not in values]
            if missing:
                missing_names.append(alias)
                for bit in missing:
                    missing_value |= bit
        if missing_names:
            if len(missing_names) == 1:
                alias = "alias %s is missing" % missing_names[0]
            else:
                alias = "aliases %s and %s are missing" % (", ".join(missing_names[:-1]), missing_names[-1])
            value = "value 0x%x" if _is_single_bit(missing_value) else "combined values of 0x%x"
            raise ValueError(
                "invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]"
                % (enumeration.__name__, alias, value % missing_value)
            )


def show_flag_values(value):
    """The bits of a value, as a list."""
    return list(_bits(value))


def global_enum_repr(self):
    """A repr() with the module instead of the class."""
    return f"{self.__class__.__module__.split('.')[-1]}.{self._name_}"


def global_flag_repr(self):
    """A repr() of flags with the module instead of the class."""
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_})"
    return "|".join(f"{module}.{name}" for name in self._name_.split("|"))


def global_str(self):
    """A str() without the class."""
    return self._name_ if self._name_ is not None else f"{self.__class__.__name__}({self._value_})"


def global_enum(cls, update_str=False):
    """A class decorator that puts the members in the module."""
    import sys

    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
