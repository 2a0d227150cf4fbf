# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class A(N):
    def __iadd__(self, other): return A(self.name + other.name)
a = A("x")
a += A("y")
print(a.name)
a = None
print("end")
