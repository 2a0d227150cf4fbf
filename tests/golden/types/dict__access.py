# Reading, writing, deleting, defaults.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


d = {"a": 1, "b": 2}
d["c"] = 3
d["a"] = 10
del d["b"]
print(d, d["a"], d.get("x"), d.get("x", 5), d.setdefault("z", []), d.setdefault("a", 0), d.pop("c"), d.pop("c", "none"), "a" in d, 1 in d, len(d), list(d))
d["z"].append(1)
print(d, d.popitem(), d, d.popitem(), d)
show(lambda: d["x"])
show(lambda: d[1])
show(lambda: d[1.5, "a"])
show(lambda: d.pop("x"))
show(lambda: d.popitem())
show(lambda: d[[]])
show(lambda: [] in d)
show(lambda: d.get([]))
show(lambda: d.get())
show(lambda: d.get(1, 2, 3))
show(lambda: d.pop())
show(lambda: d.setdefault())
show(lambda: d.__delitem__("q"))
show(lambda: d.missing)
show(lambda: d + {})
show(lambda: d < {})
show(lambda: hash(d))


class Default(dict):
    def __missing__(self, key):
        self[key] = value = f"<{key}>"
        return value


m = Default(a=1)
print(m["a"], m["b"], m.get("c"), m, "c" in m, type(m), m == {"a": 1, "b": "<b>"})
