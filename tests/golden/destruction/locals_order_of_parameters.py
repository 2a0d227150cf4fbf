# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f(a, b, *c, k, **z):
    d = N("d")
    print("body")
f(N("a"), N("b"), N("c1"), N("c2"), k=N("k"), z=N("z"))
