# isinstance and issubclass with tuples, unions and hooks.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Meta(type):
    def __instancecheck__(cls, obj):
        print("instancecheck", cls.__name__)
        return obj == "magic"

    def __subclasscheck__(cls, sub):
        print("subclasscheck", sub.__name__)
        return sub is str


class Magic(metaclass=Meta):
    pass


print(isinstance(1, int), isinstance(True, (str, int)), isinstance(1, (str, (bytes, (int,)))), isinstance([], ()), isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, int), issubclass(int, (str, object)))
print(isinstance("magic", Magic), isinstance("other", Magic), isinstance(Magic(), Magic), issubclass(str, Magic), issubclass(int, (float, Magic)))
show(lambda: isinstance(1, 5))
show(lambda: isinstance(1, (5, int)))
show(lambda: isinstance(1, (int, 5)))
show(lambda: issubclass(1, int))
show(lambda: issubclass(int, 5))
show(lambda: isinstance(1))
show(lambda: isinstance(1, list[int]))
show(lambda: issubclass(int, int | str))
show(lambda: isinstance([1], list | tuple))


class Fake:
    __class__ = dict


print(isinstance(Fake(), dict), isinstance(Fake(), Fake), type(Fake()))
