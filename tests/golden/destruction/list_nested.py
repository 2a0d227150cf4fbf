# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


l = [[N("a"), N("b")], N("c"), [N("d")]]
l = None
print("end")
