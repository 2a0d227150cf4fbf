# Floor division and remainder with every sign, for small and for large numbers.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for a in (7, -7, 10**20 + 3, -(10**20) - 3):
    for b in (3, -3, 10**10, -(10**10)):
        assert a == a // b * b + a % b
        print(a // b, a % b, divmod(a, b))
show(lambda: 1 // 0)
show(lambda: 1 % 0)
show(lambda: divmod(1, 0))
show(lambda: 1 / 0)
show(lambda: 10**400 / 3)
show(lambda: 10**400 / 10**399)
show(lambda: 10**400 // 10**399)
show(lambda: 3 / 10**400)
show(lambda: -7 // 2.0)
show(lambda: True / 2)
