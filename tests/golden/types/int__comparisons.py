# Integers among floats and large numbers compare exactly.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(2**53 + 1 == float(2**53 + 1), 2**53 == 2.0**53, 10**400 > float("inf"), -(10**400) < float("-inf"))
print(1 == 1.0 == True, 1 < 1.5 < 2, 10**16 + 1 > 1e16, 3 != 3.0000001)
print(float("nan") == 1, 1 < float("nan"), 10**30 == 1e30, int(1e30) == 1e30)
print(sorted([3, -1, 2.5, True, 10**20, 1e19]))
print(hash(1) == hash(1.0) == hash(True), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(-(2**61)))
print(hash(10**30) == hash(1e30), hash(2**100), hash(-(2**100)))
show(lambda: 1 < "a")
show(lambda: 1 < None)
show(lambda: 1 >= 1j)
show(lambda: (1).__lt__("a"))
show(lambda: (1).__eq__(1.0))
