# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


g = (n for n in [N("a"), N("b")])
print(next(g).name)
g = None
print("end")
