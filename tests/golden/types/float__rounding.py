# round() goes to even, and works on the exact value.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999999, 1e20)])
print([round(2.675, 2), round(1.005, 2), round(0.125, 2), round(0.375, 2), round(-2.5, 0), round(1234.567, -2), round(15.0, -1), round(25.0, -1)])
print(round(1e308, 2), round(1.5, 400), round(1.5, -400), round(5e-324, 3), round(-0.4), round(-0.4, 0))
print(type(round(2.5)), type(round(2.5, 0)), type(round(2.5, None)), round(1e16 + 2.0, 1))
show(lambda: round(float("nan")))
show(lambda: round(float("inf")))
show(lambda: round(float("inf"), 2))
show(lambda: round(1.5, 2.0))
show(lambda: round("a"))
show(lambda: round())
show(lambda: round(1.7976931348623157e308, -308))
show(lambda: round(number=2.567, ndigits=1))
