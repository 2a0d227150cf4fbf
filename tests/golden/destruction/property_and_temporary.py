# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class O(N):
    @property
    def p(self): return N("from p")
O("o").p
print("end")
