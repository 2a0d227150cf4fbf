"""Tools for working with functions (library reference, "functools"). What is called often is native; the rest is
loaded when it is asked for."""

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

_MORE = ("cached_property", "partialmethod", "singledispatch", "singledispatchmethod", "total_ordering")


def __getattr__(name):
    if name not in _MORE:
        raise AttributeError(f"module 'functools' has no attribute '{name}'")
    from functools import _more

    value = globals()[name] = getattr(_more, name)
    return value
