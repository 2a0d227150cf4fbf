# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f(a):
    del a
    print("in f")
x = N("x")
f(x)
print("after")
