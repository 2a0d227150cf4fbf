# with: order of calls, suppression, several managers, errors in managers.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class M:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise OSError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail == "exit":
            raise KeyError("exit " + self.name)
        return self.suppress


with M("a") as a, M("b") as (b):
    print("body", a, b)
with M("s", suppress=True):
    raise ValueError("hidden")
print("after")


def several(n):
    if n == 1:
        with M("x"), M("y", fail="enter"):
            print("not here")
    if n == 2:
        with M("x", suppress=True), M("y", fail="exit"):
            1 / 0
    if n == 3:
        with M("r"):
            return "returned"
    if n == 4:
        for i in range(2):
            with M("loop"):
                if i == 0:
                    continue
                break
        return i
    if n == 5:
        with (
            M("p") as p,
            M("q") as [c],
        ):
            return p, c


for n in range(1, 6):
    show(lambda: several(n))


class NoExit:
    def __enter__(self):
        pass


class NoEnter:
    def __exit__(self, *a):
        pass


class Truthy:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        class T:
            def __bool__(self):
                print("asked", end=" ")
                return True

        return T()


def use(m):
    with m as x:
        1 / 0
    return "suppressed"


show(lambda: use(NoExit()))
show(lambda: use(NoEnter()))
show(lambda: use(Truthy()))
show(lambda: use(5))
