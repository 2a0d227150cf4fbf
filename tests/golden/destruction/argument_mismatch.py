# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f(a): pass
try:
    f(N("one"), N("two"))
except TypeError as error:
    print(error)
