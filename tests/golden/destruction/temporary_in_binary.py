# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class A(N):
    def __add__(self, other):
        print("add")
        return A(self.name + other.name)
print((A("x") + A("y") + A("z")).name)
print("end")
