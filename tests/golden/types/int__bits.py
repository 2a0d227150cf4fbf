# Bit operators on numbers of any size and sign.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a, b = 0b1100, 0b1010
print(a & b, a | b, a ^ b, ~a, ~-1)
big = 1 << 100
print(big | 1, big & -1, -big ^ 3, ~big, -big >> 99, -1 >> 200, 5 >> 64)
print((-5) >> 1, -5 & 0xFF, -big & (big - 1))
print([n.bit_length() for n in (0, 1, -1, 255, 256, -(2**64))])
print([n.bit_count() for n in (0, 1, -7, 2**100 - 1)])
show(lambda: 1 << -1)
show(lambda: 1 >> -1)
show(lambda: 1 << 1.0)
show(lambda: True & False)
show(lambda: type(True & 1))
show(lambda: True ^ True)
show(lambda: ~True)
show(lambda: 0 << 10**30)
show(lambda: 1 >> 10**30)
