# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class B(N):
    def __del__(self):
        print("del", self.name)
        raise ValueError("in del")
b = B("b")
del b
print("after")
