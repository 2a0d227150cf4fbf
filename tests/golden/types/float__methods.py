# is_integer, as_integer_ratio, hex, fromhex and the rest.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print((2.0).is_integer(), (2.5).is_integer(), float("inf").is_integer(), (0.1).as_integer_ratio(), (-2.5).as_integer_ratio())
print((1.0).hex(), (-0.1).hex(), (0.0).hex(), float("inf").hex(), (5e-324).hex(), (255.5).hex())
for text in ["0x1.8p1", "1.8", "0x.8", "-0x1p-2", "inf", "nan", "0x1p2000", "", "0xg", "1p"]:
    show(lambda: float.fromhex(text))
print((1.5).conjugate(), (1.5).real, (1.5).imag, (-1.5).__abs__(), (1.5).__trunc__(), (1.5).__floor__(), (-1.5).__ceil__())
print((1.5).__round__(), (1.5).__int__(), (1.5).__bool__(), (1.5).__eq__(1.5), (1.5).__lt__("a"), (1.5).__add__(1j))
print(float.__doc__ is not None)
show(lambda: float("inf").as_integer_ratio())
show(lambda: float("nan").as_integer_ratio())
show(lambda: (1.5).__index__())
one = 1.0
show(lambda: [1][one])
show(lambda: range(1.0))
