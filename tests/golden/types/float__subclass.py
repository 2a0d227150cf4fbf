# A class derived from float keeps its value and its own attributes.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Metres(float):
    def __new__(cls, value, label="?"):
        self = float.__new__(cls, value)
        self.label = label
        return self

    def __str__(self):
        return f"{float(self):.1f} m"


m = Metres(3.25, "height")
print(m, repr(m), m.label, f"{m:.3f}", f"{m}", "%s %r %.2f" % (m, m, m), m * 2, type(m * 2), type(-m))
print(m == 3.25, hash(m) == hash(3.25), float(m), type(float(m)), m.is_integer(), isinstance(m, float), round(m, 1))
print(Metres("2"), vars(m), sum([m, m]), sorted([Metres(2), Metres(1)], key=float))
show(lambda: Metres("two"))
show(lambda: m.nothing)
show(lambda: float.__new__(int))
