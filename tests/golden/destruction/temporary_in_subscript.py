# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


print([N("a"), N("b"), N("c")][1].name)
print("end")
