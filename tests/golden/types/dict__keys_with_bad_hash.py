# Keys whose __hash__ or __eq__ fail, lie or are slow.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Key:
    def __init__(self, name, hash_value=1):
        self.name, self.hash_value = name, hash_value

    def __hash__(self):
        if self.hash_value is None:
            raise ValueError("no hash today")
        return self.hash_value

    def __eq__(self, other):
        print("eq", self.name, getattr(other, "name", other))
        if "bad" in self.name:
            raise RuntimeError("cannot compare")
        return self.name == getattr(other, "name", None)

    def __repr__(self):
        return f"<{self.name}>"


d = {Key("a"): 1}
d[Key("b")] = 2
print(d[Key("a")], d[Key("b")], len(d))
show(lambda: d[Key("c")])
show(lambda: d[Key("x", None)])
show(lambda: d.get(Key("bad")))
show(lambda: Key("b", 5) in d)
show(lambda: d[Key("a", "text")])
show(lambda: d.pop(Key("a")))
show(lambda: d.setdefault(Key("b"), 9))
show(lambda: {Key("p"), Key("p")})
show(lambda: hash(Key("h", 2**64)))
show(lambda: hash(Key("h", -1)))
show(lambda: hash(Key("h", True)))
show(lambda: hash(Key("h", 1.0)))
