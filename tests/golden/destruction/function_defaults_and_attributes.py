# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f(x=N("default"), *, k=N("kw default")): pass
f.attr = N("attr")
f = None
print("end")
