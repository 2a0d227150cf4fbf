# Context managers as classes: reuse, nesting, returning values, exceptions.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Stack:
    def __init__(self):
        self.depth = 0

    def __enter__(self):
        self.depth += 1
        return self.depth

    def __exit__(self, kind, value, tb):
        self.depth -= 1
        print("exit", self.depth, kind.__name__ if kind else None)
        return kind is KeyError


s = Stack()
with s as a, s as b:
    with s as c:
        print(a, b, c, s.depth)
        raise KeyError
    print("went on", s.depth)
print(s.depth)


def early():
    for i in range(3):
        with s:
            if i == 1:
                return i


print(early(), s.depth)


def gen():
    with s as n:
        yield n
        yield s.depth


g = gen()
print(next(g), s.depth)
g.close()
print(s.depth)
with s as (x := [0])[0]:
    print(x)
with s as s.attr:
    print(s.attr)
show(lambda: s.__enter__() and s.__exit__(ValueError, ValueError("x"), None))
