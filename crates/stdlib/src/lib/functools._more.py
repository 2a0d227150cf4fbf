"""The part of functools that is not native, loaded when it is asked for."""

from functools import partial, update_wrapper

__name__ = "functools"

_GenericAlias = type(list[int])


class cached_property:
    """A property that is computed once and then an attribute of the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            message = f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} property."
            raise TypeError(message) from None
        value = self.func(instance)
        cache[name] = value
        return value

    __class_getitem__ = classmethod(_GenericAlias)


# How each comparison follows from another one: whether it is negated, and how equality counts in.
def _derived(name, root):
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        return _COMBINATIONS[root, name](result, self, other)

    compare.__name__ = name
    compare.__qualname__ = name
    compare.__doc__ = getattr(int, name).__doc__
    return compare


_COMBINATIONS = {
    ("__lt__", "__gt__"): lambda less, a, b: not less and a != b,
    ("__lt__", "__le__"): lambda less, a, b: less or a == b,
    ("__lt__", "__ge__"): lambda less, a, b: not less,
    ("__le__", "__ge__"): lambda most, a, b: not most or a == b,
    ("__le__", "__lt__"): lambda most, a, b: most and a != b,
    ("__le__", "__gt__"): lambda most, a, b: not most,
    ("__gt__", "__lt__"): lambda more, a, b: not more and a != b,
    ("__gt__", "__ge__"): lambda more, a, b: more or a == b,
    ("__gt__", "__le__"): lambda more, a, b: not more,
    ("__ge__", "__le__"): lambda least, a, b: not least or a == b,
    ("__ge__", "__gt__"): lambda least, a, b: least and a != b,
    ("__ge__", "__lt__"): lambda least, a, b: not least,
}


def total_ordering(cls):
    """A class decorator that fills in the comparisons that are missing."""
    names = ("__lt__", "__le__", "__gt__", "__ge__")
    own = [name for name in names if getattr(cls, name, None) is not getattr(object, name, None)]
    if not own:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = own[0]
    for name in names:
        if name not in own:
            setattr(cls, name, _derived(name, root))
    return cls


class partialmethod:
    """A method with some arguments of another method given already."""

    def __init__(self, func, /, *args, **keywords):
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            if not callable(func) and not hasattr(func, "__get__"):
                raise TypeError(f"{func!r} is not callable or a descriptor")
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f"{key}={value!r}" for key, value in self.keywords.items()]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                if hasattr(bound, "__self__"):
                    result.__self__ = bound.__self__
                return result
        return self._method().__get__(obj, cls)

    def _method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(_GenericAlias)


def _best_match(cls, registry):
    """The implementation for a class: that of the first class in its order for which there is one. Abstract base
    classes count where they first hold."""
    for at, each in enumerate(cls.__mro__):
        if each in registry:
            return registry[each]
        held = [other for other in registry if other not in cls.__mro__ and issubclass(each, other)]
        matches = [other for other in held if not any(issubclass(base, other) for base in each.__bases__)]
        best = [
            match for match in matches
            if not any(other is not match and issubclass(other, match) for other in matches)
        ]
        if len(best) > 1:
            raise RuntimeError(f"Ambiguous dispatch: {best[0]} or {best[1]}")
        if best:
            return registry[best[0]]
    return registry[object]


def _is_union(annotation):
    kind = type(annotation)
    return kind is type(int | str) or kind.__module__ == "typing" and kind.__name__ == "_UnionGenericAlias"


def _is_valid_type(annotation):
    if isinstance(annotation, type) and not isinstance(annotation, _GenericAlias):
        return True
    return _is_union(annotation) and all(isinstance(arg, type) for arg in annotation.__args__)


def _registered_type(cls):
    """The class of the first annotated parameter of a function that is registered without one."""
    annotations = getattr(cls, "__annotations__", {})
    if not annotations:
        raise TypeError(
            f"Invalid first argument to `register()`: {cls!r}. "
            "Use either `@register(some_class)` or plain `@register` on an annotated function."
        )
    name, annotation = next(iter(annotations.items()))
    if isinstance(annotation, str):
        from typing import get_type_hints

        name, annotation = next(iter(get_type_hints(cls).items()))
    if not _is_valid_type(annotation):
        if _is_union(annotation):
            raise TypeError(f"Invalid annotation for {name!r}. {annotation!r} not all arguments are classes.")
        raise TypeError(f"Invalid annotation for {name!r}. {annotation!r} is not a class.")
    return annotation


def singledispatch(func):
    """A decorator that makes a function choose its implementation by the class of its first argument."""
    from abc import get_cache_token

    registry = {object: func}
    known = {}
    token = get_cache_token()
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        """The implementation for a class."""
        nonlocal token
        current = get_cache_token()
        if current != token:
            known.clear()
            token = current
        found = known.get(cls)
        if found is None:
            found = known[cls] = _best_match(cls, registry)
        return found

    def register(cls, func=None):
        """Registers an implementation for a class, or a decorator for one."""
        if _is_valid_type(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            func = cls
            cls = _registered_type(cls)
        for each in cls.__args__ if _is_union(cls) else (cls,):
            registry[each] = func
        known.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    from types import MappingProxyType

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = known.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """A method that chooses its implementation by the class of its first argument."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Registers an implementation for a class, or a decorator for one."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        name = getattr(self.func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{name} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
