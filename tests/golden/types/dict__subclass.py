# Classes derived from dict: which methods see overridden ones.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Upper(dict):
    def __setitem__(self, key, value):
        print("set", key, end="; ")
        super().__setitem__(key.upper(), value)

    def __getitem__(self, key):
        print("get", key, end="; ")
        return super().__getitem__(key.upper())

    def __contains__(self, key):
        return super().__contains__(key.upper())


u = Upper(a=1)
u["b"] = 2
u.update(c=3)
u.setdefault("d", 4)
print(u, u["b"], u.get("b"), "b" in u, dict(u), {**u}, u.copy(), type(u.copy()), u | {"z": 1}, type(u | {}), len(u), list(u), u == {"a": 1, "B": 2, "c": 3, "d": 4})
u.attr = 5
print(u.attr, u.pop("a"), u.keys(), "%(b)s" % u, "{b}".format_map(u), (lambda **k: k)(**u), Upper.fromkeys(["x"]), type(Upper.fromkeys([])))
del u["B"]
show(lambda: u["nope"])
show(lambda: u.pop("b"))
show(lambda: hash(u))
show(lambda: Upper([1]))
print(repr(Upper()), isinstance(u, dict), sorted(u), u.clear(), u)
