def g():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield 99
    finally:
        print("finally")
    return "done"

it = g()
print(it.gi_running, it.gi_suspended, next(it), it.gi_suspended)
print(it.send("a"))
try:
    it.send("b")
except StopIteration as e:
    print("stop", e.value, e.args)
it = g()
next(it)
print(it.throw(ValueError("v")))
print(it.close(), it.close())
it = g()
it.close()
for f in [lambda: next(it), lambda: g().send(1), lambda: next(5), lambda: it.throw(KeyError("k"))]:
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, repr(e))

def outer():
    r = yield from inner()
    print("r", r)
    yield from [7, 8]
def inner():
    a = yield 1
    yield a
    return "ret"
o = outer()
print(next(o), o.gi_yieldfrom.__name__, o.send(5), next(o), list(o))

async def co():
    return 5
c = co()
print(type(c).__name__, c.cr_running, c.cr_suspended, c.cr_await, c.__name__, c.__qualname__)
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
print(list(zip(range(3), (x * x for x in range(10)))), list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "a"])))
print(list(enumerate("ab", 1)), sum(x for x in range(5)), any(x > 3 for x in range(5)), max((len(s), s) for s in ["a", "bb"]))
it = iter([1, 2, 3])
print(next(it), list(it), next(it, "end"))
print([*range(3)], {**{"a": 1}}, (lambda *a, **k: (a, k))(*[1, 2], **{"x": 1}))
d = {"a": 1, "b": 2}
try:
    for k in d:
        d["c"] = 1
except RuntimeError as e:
    print(e)
s = {1, 2}
try:
    for k in s:
        s.add(k + 10)
except RuntimeError as e:
    print(e)
l = [1, 2, 3]
for x in l:
    if x < 3:
        l.append(x + 10)
print(l)
