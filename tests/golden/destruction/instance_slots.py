# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class O(N):
    __slots__ = ("a", "b")
o = O("o")
o.a = N("a")
o.b = N("b")
o = None
print("end")
