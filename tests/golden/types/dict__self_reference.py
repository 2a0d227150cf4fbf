# Dicts that hold themselves.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


d = {}
d["me"] = d
print(d, d["me"]["me"] is d, len(d))
d["list"] = [d, {1: d}]
print(d)
d["view"] = d.values()
print(len(str(d)) > 20)
a = {}
b = {}
a["x"] = b
b["x"] = a
print(a, b)
show(lambda: a == b)
c = {"k": a.items()}
print(c)
