# An integer as a rational and as a complex number; its other methods.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


n = 42
print(n.real, n.imag, n.numerator, n.denominator, n.conjugate(), n.is_integer())
print((10).as_integer_ratio(), True.as_integer_ratio(), (-5).__abs__(), (5).__neg__())
print((3).__add__(4), (3).__add__(4.0), (3).__truediv__(2), (7).__rsub__(10), (2).__rpow__(3))
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-15, -1), round(5, 1), round(10**20 + 5, -1))
print((5).__ceil__(), (5).__floor__(), (5).__trunc__(), (5).__round__(), (5).__bool__(), (5).__index__())
show(lambda: n.real.__class__)
show(lambda: setattr(n, "real", 3))
show(lambda: setattr(n, "x", 3))
show(lambda: n.missing)
show(lambda: round(5, "a"))
show(lambda: round(5, 1.5))
