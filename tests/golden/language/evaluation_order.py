# Operands, arguments, displays and conditions are evaluated from left to right.
def v(x, r=None):
    print(x, end=" ")
    return x if r is None else r


v(1) + v(2) * v(3) - v(4)
print()
v("f", print)(v("a"), *v("*", [0]), v("b"), k=v("k"), **v("**", {"sep": ","})) if False else None
(lambda *a, **k: None)(v("a"), *v("*", [0]), v("b"), k=v("k"), **v("**", {"z": 1}))
print()
{v("k1"): v("v1"), **v("d", {}), v("k2"): v("v2")}
print()
[v(1), *v("s", []), v(2)], {v(3), v(4)}, (v(5), v(6))
print()
v("c", []) and v("never") or v("or")
print()
v(1) < v(2) > v(3) == v(4)
print()
v("obj", {})[v("key")] = v("value")
print()
x = v("then") if v("cond", True) else v("else")
print()
v("s", "abc")[v(0) : v(2) : v(1)]
print()
del v("d", {"k": 1})[v("k")]
print()


def f(a=v("default1"), *, b=v("default2")) -> v("annotation"):
    pass


print()
lambda a=v("ldefault"): v("not run")
print()
f"{v('x')}{v('y')!r:{v('5')}}"
print()
assert v("assert"), v("message")
print()
print(v("a"), (w := v("walrus")), w)
