# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class A(N):
    def __lt__(self, other): return True
print(A("a") < A("b") < A("c"))
print("end")
