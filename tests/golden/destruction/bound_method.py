# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class O(N):
    def m(self): print("m")
m = O("o").m
m()
m = None
print("end")
