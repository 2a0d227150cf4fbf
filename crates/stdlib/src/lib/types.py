"""Names for types of the interpreter, and tools for making classes (library reference, "types"). The native half
has the names of what is native."""

__all__ = [
    "AsyncGeneratorType", "BuiltinFunctionType", "BuiltinMethodType", "CellType",
    "ClassMethodDescriptorType", "CodeType", "CoroutineType", "DynamicClassAttribute", "EllipsisType", "FrameType",
    "FunctionType", "GeneratorType", "GenericAlias", "GetSetDescriptorType", "LambdaType", "MappingProxyType",
    "MemberDescriptorType", "MethodDescriptorType", "MethodType", "MethodWrapperType", "ModuleType", "NoneType",
    "NotImplementedType", "SimpleNamespace", "TracebackType", "UnionType", "WrapperDescriptorType", "coroutine",
    "get_original_bases", "new_class", "prepare_class", "resolve_bases",
]

_GenericAlias = GenericAlias

ClassMethodDescriptorType = MethodDescriptorType
WrapperDescriptorType = MethodDescriptorType
MethodWrapperType = BuiltinMethodType


class mappingproxy:
    """A view of a mapping through which it can't be changed."""

    __slots__ = ("_mapping",)
    __module__ = "builtins"

    def __init__(self, mapping):
        if isinstance(mapping, (list, tuple)) or not hasattr(type(mapping), "__getitem__"):
            raise TypeError(f"mappingproxy() argument must be a mapping, not {type(mapping).__name__}")
        self._mapping = mapping

    def __getitem__(self, key):
        return self._mapping[key]

    def __contains__(self, key):
        return key in self._mapping

    def __len__(self):
        return len(self._mapping)

    def __iter__(self):
        return iter(self._mapping)

    def __reversed__(self):
        return reversed(self._mapping)

    def __repr__(self):
        return f"mappingproxy({self._mapping!r})"

    def __str__(self):
        return str(self._mapping)

    def __eq__(self, other):
        return self._mapping == (other._mapping if isinstance(other, mappingproxy) else other)

    def __hash__(self):
        return hash(self._mapping)

    def __or__(self, other):
        return self._mapping | (other._mapping if isinstance(other, mappingproxy) else other)

    def __ror__(self, other):
        return other | self._mapping

    def __ior__(self, other):
        raise TypeError(f"'|=' is not supported by {type(self).__name__}; use '|' instead")

    def get(self, key, default=None):
        """The value of a key, or the default."""
        return self._mapping.get(key, default)

    def keys(self):
        """A view of the keys."""
        return self._mapping.keys()

    def values(self):
        """A view of the values."""
        return self._mapping.values()

    def items(self):
        """A view of the pairs."""
        return self._mapping.items()

    def copy(self):
        """A shallow copy of the mapping."""
        return self._mapping.copy()

    __class_getitem__ = classmethod(_GenericAlias)


MappingProxyType = mappingproxy



def resolve_bases(bases):
    """The bases that are meant, where some stand for others by __mro_entries__."""
    new = []
    for base in bases:
        if not isinstance(base, type) and hasattr(base, "__mro_entries__"):
            entries = base.__mro_entries__(bases)
            if not isinstance(entries, tuple):
                raise TypeError("__mro_entries__ must return a tuple")
            new.extend(entries)
        else:
            new.append(base)
    same = len(new) == len(bases) and all(a is b for a, b in zip(new, bases))
    return bases if same else tuple(new)


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, the namespace and the keyword arguments with which a class is made."""
    kwds = dict(kwds or {})
    if "metaclass" in kwds:
        meta = kwds.pop("metaclass")
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        for base in bases:
            kind = type(base)
            if issubclass(meta, kind):
                continue
            if not issubclass(kind, meta):
                raise TypeError(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                    "metaclasses of all its bases"
                )
            meta = kind
    prepare = getattr(meta, "__prepare__", None)
    return meta, prepare(name, bases, **kwds) if prepare is not None else {}, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Makes a class, as a class statement does; exec_body fills its namespace."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


def get_original_bases(cls, /):
    """The bases of a class as they were written."""
    if not isinstance(cls, type):
        raise TypeError(f"Expected an instance of type, not {type(cls).__name__!r}")
    return cls.__dict__.get("__orig_bases__", cls.__bases__)


class DynamicClassAttribute:
    """A property of instances; asked of the class, the metaclass's __getattr__ is to answer."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.__doc__ = doc or fget.__doc__
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        if self.fget is None:
            raise AttributeError("unreadable attribute")
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        """The attribute with another getter."""
        return type(self)(fget, self.fset, self.fdel, fget.__doc__ if self.overwrite_doc else self.__doc__)

    def setter(self, fset):
        """The attribute with a setter."""
        return type(self)(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        """The attribute with a deleter."""
        return type(self)(self.fget, self.fset, fdel, self.__doc__)


def coroutine(func):
    """Has what a generator function gives be awaited."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    from functools import wraps

    @wraps(func)
    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        if isinstance(result, CoroutineType) or hasattr(type(result), "__await__"):
            return result
        return _GeneratorAwaitable(result) if isinstance(result, GeneratorType) else result

    return wrapped


class _GeneratorAwaitable:
    """A generator that can be awaited."""

    def __init__(self, generator):
        self._generator = generator
        self.__name__ = generator.__name__
        self.__qualname__ = generator.__qualname__

    def __await__(self):
        return self._generator

    __iter__ = __await__

    def __next__(self):
        return next(self._generator)

    def send(self, value):
        """Resumes the generator with a value."""
        return self._generator.send(value)

    def throw(self, *exception):
        """Raises an exception where the generator stands."""
        return self._generator.throw(*exception)

    def close(self):
        """Raises GeneratorExit where the generator stands."""
        self._generator.close()
