x = 1
def f():
    return globals()["x"]
def g(value):
    globals()["x"] = value
    return x
print(f(), g(5), x, "x" in globals(), globals()["__name__"], locals()["x"], vars()["x"])
globals().update(y=7)
print(y, [n for n in dir() if not n.startswith("__")], globals().get("nope"), "f" in vars())
del globals()["y"]
try:
    y
except NameError as e:
    print(e)
try:
    globals()["y"]
except KeyError as e:
    print(repr(e))
print(sorted(k for k in globals() if not k.startswith("__")))
