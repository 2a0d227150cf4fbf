# Generators: send, throw, close, attributes.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def g():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield "after"
    finally:
        print("finally")
    return "result"


it = g()
print(next(it), it.send("a"), it.throw(ValueError("v")))
show(lambda: next(it))
show(lambda: next(it))
show(lambda: g().send(5))
show(lambda: g().throw(KeyError("k")))
show(lambda: g().close())
it = g()
print(it.gi_running, it.gi_frame is not None, it.gi_code.co_name, it.__name__, it.__qualname__, it.gi_yieldfrom, type(it))
next(it)
print(it.close(), it.gi_frame, it.close())


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield 2


s = stubborn()
next(s)
show(lambda: s.close())


def returns():
    try:
        yield 1
    except GeneratorExit:
        return 42


r = returns()
next(r)
print(r.close())


def itself():
    yield next(me)


me = itself()
show(lambda: next(me))


def raises_stop():
    yield 1
    raise StopIteration("inner")


show(lambda: list(raises_stop()))
show(lambda: it.throw(5))
show(lambda: it.throw("text"))
show(lambda: g().throw(ValueError, "old form") if False else len(g()))
show(lambda: g()[0])
print(list(x for x in g() if x != 1))
