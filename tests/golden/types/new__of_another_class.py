"""`__new__` of built-in classes, called with what they cannot make."""
import sys


class Whole(int):
    pass


class Made(int):
    def __new__(cls, *args):
        return int.__new__(cls, *args)


class Deeper(Made):
    pass


NEWS = [int, bool, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, object, type]
CLASSES = NEWS + [Whole, Made, Deeper, ValueError]
for maker in NEWS:
    for cls in CLASSES:
        if maker is type and cls is type:
            continue
        try:
            made = maker.__new__(cls)
        except TypeError as error:
            print(maker.__name__, cls.__name__, "TypeError:", error)
        else:
            print(maker.__name__, cls.__name__, type(made).__name__, "object" if maker is object else repr(made))
    for wrong in (1, "int", None):
        try:
            print(maker.__new__(wrong))
        except TypeError as error:
            print(maker.__name__, "TypeError:", error)
    try:
        print(maker.__new__())
    except TypeError as error:
        print(maker.__name__, "TypeError:", error)
