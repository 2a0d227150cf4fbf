# find, index, count, in: with bounds, empty texts and overlaps.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


s = "banana"
print(s.find("an"), s.rfind("an"), s.find("x"), s.find("an", 2), s.find("an", 2, 4), s.find("", 3), s.rfind(""), s.find("", 7), s.rfind("", 2, 4))
print(s.index("nan"), s.rindex("a"), s.count("a"), s.count("ana"), s.count(""), s.count("a", 2), s.count("", 3, 3), s.count("an", -3))
print("nan" in s, "" in s, "nab" in s, s.find("a", -1), s.find("b", -100, 100), s.find("a", None, None))
print(s.startswith("ba"), s.startswith(("x", "b")), s.startswith("na", 2), s.startswith("", 6), s.startswith("", 7), s.endswith("na", 0, 4), s.endswith(("a", "b")), s.startswith(()))
show(lambda: s.index("x"))
show(lambda: s.rindex("x"))
show(lambda: s.find(1))
show(lambda: s.find())
show(lambda: 1 in s)
show(lambda: None in s)
show(lambda: s.startswith(1))
show(lambda: s.startswith(("a", 1)))
show(lambda: s.endswith(["a"]))
show(lambda: s.find("a", "b"))
show(lambda: s.count(s, 1, 2, 3))
