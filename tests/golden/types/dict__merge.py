# update, |, |= and comparison.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a = {"x": 1, "y": 2}
b = {"y": 20, "z": 30}
print(a | b, b | a, a == {"y": 2, "x": 1}, a != b, a == 5)
a |= b
a.update({"k": 1}, k=2)
a.update([("p", 1)], q=2)
a.update()
a |= [("w", 0)]
print(a, a.copy() is a, a.copy() == a, dict(a).clear())
show(lambda: a | [("x", 1)])
show(lambda: [] | a)
show(lambda: a.update(5))
show(lambda: a.update([1]))
show(lambda: a.update(["ab", "c"]))
show(lambda: a.update({}, {}))
show(lambda: a.__ior__(5))
show(lambda: a.__or__(5))
show(lambda: a.fromkeys("ab", 0))
nan = float("nan")
print({1: nan} == {1: nan}, {1: [2]} == {1.0: [2.0]}, {} == {}, {1: 2} == {1: 3})
