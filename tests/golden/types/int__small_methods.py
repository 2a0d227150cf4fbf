# The methods by which int answers to operators with other types.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print((1).__add__("a"), (1).__radd__(2), (1).__mul__([1]), (3).__and__(2.0), (3).__lshift__(2), (1).__rlshift__(3))
print((7).__divmod__(2), (7).__rdivmod__(100), (7).__floordiv__(2), (7).__mod__(4), (2).__pow__(3), (2).__pow__(3, 5))
print((5).__xor__(1), (5).__or__(2), (5).__invert__(), (5).__pos__(), (5).__int__(), (5).__float__(), (5).__str__(), (5).__repr__())
print((5).__format__("04d"), (5).__hash__(), (5).__eq__("5"), (5).__ne__(5), (5).__ge__(4), (5).__sizeof__() > 0)
print(int.__add__(1, 2), int.__name__, int.__module__, int.__bases__, bool.__bases__)
show(lambda: int.__add__("a", 2))
show(lambda: int.__add__())
show(lambda: (1).__add__())
show(lambda: (1).__add__(1, 2))
show(lambda: int.bit_length())
show(lambda: int.bit_length("a"))
show(lambda: (1).bit_length(2))
show(lambda: int.from_bytes())
