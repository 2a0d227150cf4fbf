# Decorators of functions and classes: order, arguments, what they may return.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def log(name):
    print("make", name)

    def deco(target):
        print("apply", name, "to", getattr(target, "__name__", target))
        return target

    return deco


@log("outer")
@log("inner")
def f():
    return "f"


@log("class")
class C:
    @log("method")
    def m(self):
        return "m"

    @staticmethod
    @log("static")
    def s():
        return "s"


print(f(), C().m(), C.s())


@lambda fn: fn.__name__.upper()
def shouted():
    pass


@(lambda fn: [fn()])
def listed():
    return 5


print(shouted, listed)
handlers = {}


def register(fn, key=None):
    handlers[key or fn.__name__] = fn
    return fn


@register
def one():
    return 1


@lambda fn: register(fn, "two!")
def two():
    return 2


print({k: v() for k, v in handlers.items()})


def bad():
    @5
    def g():
        pass


show(bad)


def missing():
    @nothing
    class D:
        print("body is not reached")


show(missing)


class Counter:
    def __init__(self, fn):
        self.fn, self.calls = fn, 0

    def __call__(self, *args):
        self.calls += 1
        return self.fn(*args)


@Counter
def add(a, b):
    return a + b


print(add(1, 2), add(3, 4), add.calls)
