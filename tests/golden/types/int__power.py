# Powers: signs, negative exponents, moduli and inverses.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


show(lambda: (2**10, (-2) ** 3, -(2**2), 0**0, 2**-1, (-2) ** -3))
show(lambda: 0**-1)
show(lambda: pow(3, 4, 5))
show(lambda: pow(3, -1, 7))
show(lambda: pow(2, -1, 4))
show(lambda: pow(2, 3, 0))
show(lambda: pow(2, 3, -5))
show(lambda: pow(-2, 3, 5))
show(lambda: pow(2, 10**5, 10**9 + 7))
show(lambda: pow(2.0, 3, 5))
show(lambda: pow(2, 3, mod=5))
show(lambda: pow(base=2, exp=5))
show(lambda: 10**10**2)
show(lambda: (-8) ** (1 / 3))
show(lambda: 2 ** "a")
show(lambda: pow(2, "a"))
show(lambda: pow("a", 2))
