# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


a, b = N("a"), N("b")
a, b = b, a
print("swapped")
a = None
print("end")
