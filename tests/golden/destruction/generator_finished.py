# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g():
    a = N("a")
    yield 1
it = g()
print(list(it))
print("still there")
it = None
