# Arithmetic with signs, zeros and infinities.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


inf, nan = float("inf"), float("nan")
print(7.5 // 2, -7.5 // 2, 7.5 % -2, -7.5 % 2, divmod(-7.5, 2), 5.0 % 3, -0.0 % 5, 0.0 % -5)
print(inf - inf, inf * 0, inf // 2, 2 // inf, -2 // inf, -2 % inf, 2 % -inf, inf % 2)
print(2.0**0.5, (-8.0) ** 2, 4.0**-0.5, 0.0**0, inf**0, 1.0**nan, (-2.0) ** 3.0, (-1.0) ** inf)
print((-8.0) ** (1 / 3))
print(1.0 + True, 2**0.5 == 2.0**0.5, 10**20 + 0.5, 3 * 0.1, 0.1 * 3 == 0.3)
show(lambda: 1.0 / 0)
show(lambda: 1.0 // 0)
show(lambda: 1.0 % 0)
show(lambda: divmod(1.0, 0.0))
show(lambda: 0.0**-1)
show(lambda: 10.0**400)
show(lambda: 2.0**1024)
show(lambda: 1.0 + "a")
show(lambda: -"a")
show(lambda: 10**400 * 1.0)
show(lambda: 1.5 & 1)
show(lambda: 1.0 << 2)
