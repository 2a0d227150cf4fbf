# __bool__, __len__, __int__, __index__, __float__, __complex__, __bytes__, __str__ and who calls them.
class Conv:
    def __getattribute__(self, name):
        if name.startswith("__") and name not in ("__class__",):
            print("looked up on the instance:", name)
        return super().__getattribute__(name)

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __complex__(self):
        return 7j

    def __bytes__(self):
        return b"seven"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __bool__(self):
        return False

    def __index__(self):
        return 3

    def __trunc__(self):
        return 1

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __hash__(self):
        return 99


import math

c = Conv()
print(int(c), float(c), complex(c), bytes(c), str(c), repr(c), bool(c), f"{c}", f"{c!r}", "%s %r %d %x" % (c, c, c, c), [c], hash(c))
print(range(5)[c], "abcdef"[c], [0] * c, bin(c), math.floor(c), math.ceil(c), math.sqrt(c), round(7.4), not c, 5 if c else 6, divmod(10, int(c)))
