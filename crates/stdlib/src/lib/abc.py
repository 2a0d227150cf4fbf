"""Abstract base classes: classes with methods that a derived class must have, and that other classes can be
registered with (library reference, "abc")."""

__all__ = [
    "ABCMeta", "ABC", "abstractmethod", "abstractclassmethod", "abstractstaticmethod", "abstractproperty",
    "get_cache_token", "update_abstractmethods",
]


def abstractmethod(funcobj):
    """A decorator that marks a method as abstract."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """A class method that is abstract."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """A static method that is abstract."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """A property that is abstract."""

    __isabstractmethod__ = True


class _Registry:
    """What an abstract base class knows of others: who is registered, and what it has answered."""

    __slots__ = ("classes", "yes", "no", "token")

    def __init__(self):
        self.classes = []
        self.yes = set()
        self.no = set()
        self.token = _registrations


# Grows with each registration: a "no" that was said before may be wrong after it.
_registrations = 0


def get_cache_token():
    """A value that changes with every registration of a class."""
    return _registrations


def _is_abstract(value):
    return getattr(value, "__isabstractmethod__", False)


def _abstract_names(cls):
    for name, value in list(cls.__dict__.items()):
        if _is_abstract(value):
            yield name
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if _is_abstract(getattr(cls, name, None)):
                yield name


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = frozenset(_abstract_names(cls))
        cls._abc_impl = _Registry()
        return cls

    def register(cls, subclass):
        """Registers a class as a virtual subclass; gives it back, so that this can be a decorator."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_impl.classes.append(subclass)
        _registrations += 1
        return subclass

    def __instancecheck__(cls, instance):
        """Implements isinstance(instance, cls)."""
        kind = type(instance)
        known = cls._abc_impl
        if kind in known.yes:
            return True
        claimed = instance.__class__
        if claimed is kind:
            return cls.__subclasscheck__(kind)
        return cls.__subclasscheck__(claimed) or cls.__subclasscheck__(kind)

    def __subclasscheck__(cls, subclass):
        """Implements issubclass(subclass, cls)."""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        known = cls._abc_impl
        if subclass in known.yes:
            return True
        if known.token != _registrations:
            known.no.clear()
            known.token = _registrations
        elif subclass in known.no:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = (
                cls in type.mro(subclass)
                or any(issubclass(subclass, other) for other in known.classes)
                or any(issubclass(subclass, other) for other in type.__subclasses__(cls))
            )
        elif not isinstance(answer, bool):
            raise AssertionError
        (known.yes if answer else known.no).add(subclass)
        return answer


def update_abstractmethods(cls):
    """Works out anew which methods of a class are abstract, after some have been added to it."""
    if hasattr(cls, "__abstractmethods__"):
        cls.__abstractmethods__ = frozenset(_abstract_names(cls))
    return cls


class ABC(metaclass=ABCMeta):
    """A base class that is abstract: for those who would rather not name a metaclass."""

    __slots__ = ()
