# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


t = (N("a"), N("b"), N("c"))
t = None
print("end")
