# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


l = [N("a")]
l[0] = N("b")
print("set")
l[:] = []
print("end")
