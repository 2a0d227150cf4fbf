# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


a, *b = [N("a"), N("b"), N("c")]
b = None
print("b gone")
a = None
print("end")
