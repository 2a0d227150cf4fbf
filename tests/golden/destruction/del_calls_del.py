# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class O(N):
    def __del__(self):
        print("begin", self.name)
        N("inside")
        print("finish", self.name)
O("o")
print("end")
