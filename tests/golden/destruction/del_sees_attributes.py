# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class O(N):
    def __del__(self):
        print("del", self.name, self.child.name)
o = O("o")
o.child = N("child")
o = None
print("end")
