# super() in its forms, along the method resolution order.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    name = "A"

    def who(self):
        return ["A"]

    @classmethod
    def kind(cls):
        return "A:" + cls.__name__


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()

    @classmethod
    def kind(cls):
        return "C>" + super().kind()


class D(B, C):
    name = "D"

    def who(self):
        return ["D"] + super().who()

    def names(self):
        return super().name, super(B, self).name, super(D, D).name, super(C, self).name

    def nested(self):
        return [super(D, self).who() for _ in range(1)], (lambda: super(D, self).name)()


d = D()
print(d.who(), D.kind(), d.names(), d.nested(), [k.__name__ for k in D.__mro__])
s = super(B, d)
print(s.__thisclass__.__name__, s.__self__ is d, s.__self_class__.__name__, s.who(), repr(s))
show(lambda: super())
show(lambda: super(5))
show(lambda: super(D, 5))
show(lambda: super(D, A()))
show(lambda: super(D, d).nothing)
show(lambda: super(D, d).__class__)
show(lambda: super(A).x)


def loose(self):
    return super()


show(lambda: loose(d))


class E:
    def f():
        return super()

    def g(self):
        del self
        return super()

    @staticmethod
    def h():
        return super()

    def i(self):
        super().x = 5


show(lambda: E.f())
show(lambda: E().g())
show(lambda: E.h())
show(lambda: E().i())
