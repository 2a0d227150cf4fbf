# Attribute hooks that raise and recurse.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    def __getattribute__(self, name):
        raise ValueError(name)


class B:
    def __getattr__(self, name):
        raise AttributeError(f"custom {name}")


class C:
    def __getattribute__(self, name):
        raise AttributeError("hidden " + name)

    def __getattr__(self, name):
        return "fallback " + name


class D:
    def __getattr__(self, name):
        return self.other


class E:
    def __getattribute__(self, name):
        return self.x


class F:
    def __setattr__(self, name, value):
        self.x = value


class G:
    __getattr__ = 5


class H:
    __getattr__ = None


for k in (A, B, C, G, H):
    show(lambda: k().attr)
    show(lambda: hasattr(k(), "attr"))
    show(lambda: getattr(k(), "attr", "default"))
    show(lambda: k().method())


def short(f):
    try:
        f()
    except RecursionError as e:
        print("RecursionError:", str(e)[:32])


short(lambda: D().x)
short(lambda: E().x)
short(lambda: setattr(F(), "x", 1))
print(str(A.__name__), [A()] == 0, len([A()]), bool(A()), isinstance(B(), B))
show(lambda: A().__class__)
show(lambda: isinstance(A(), int))
show(lambda: C().__dict__)
