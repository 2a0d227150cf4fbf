# Unsupported operands, for every operator and its augmented form.
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    pass


a = A()
OPS = {
    "+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y, "//": lambda x, y: x // y,
    "%": lambda x, y: x % y, "**": lambda x, y: x**y, "@": lambda x, y: x @ y, "&": lambda x, y: x & y, "|": lambda x, y: x | y,
    "^": lambda x, y: x ^ y, "<<": lambda x, y: x << y, ">>": lambda x, y: x >> y, "<": lambda x, y: x < y, ">=": lambda x, y: x >= y,
}
for name, op in OPS.items():
    show(lambda: op(a, 1))
    show(lambda: op(1, a))
    show(lambda: op([], {}))
    show(lambda: op("a", 1)) if name not in "*%" else None
    show(lambda: op(1.5, "b"))


def augment(x, n):
    if n == 0: x += a
    if n == 1: x -= a
    if n == 2: x *= a
    if n == 3: x /= a
    if n == 4: x //= a
    if n == 5: x %= a
    if n == 6: x **= a
    if n == 7: x @= a
    if n == 8: x &= a
    if n == 9: x |= a
    if n == 10: x ^= a
    if n == 11: x <<= a
    if n == 12: x >>= a


for n in range(13):
    show(lambda: augment(1, n))
    show(lambda: augment({}, n))
