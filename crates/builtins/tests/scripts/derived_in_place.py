# In-place operators of derived containers keep the instance; what `object` has gets it whole.
class L(list):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)


class S(set):
    pass


class D(dict):
    pass


class B(bytearray):
    pass


for value, other in (L([1]), [2]), (B(b"a"), b"b"):
    before = value
    value += other
    print(value, value is before)
    value *= 2
    print(value, value is before)
s = t = S([1])
s |= {2}
s &= {2}
s ^= {5}
s -= {5}
print(s, s is t)
d = e = D(a=1)
d |= {"b": 2}
print(d, d is e)
l = L()
l.x = 4
print(l.x, object.__repr__(l).split(" at ")[0])


def now(a, *rest, k=2, **more):
    b = 3
    inner = lambda: a
    print(sorted(locals()), vars()["b"], dir(), inner())
    locals()["b"] = 9
    del inner
    return b, locals()


print(now(1, 2, z=5))
print(b"a" == bytearray(b"a"), bytearray(b"b") > b"a", hash(range(3)) == hash(range(0, 3)))
