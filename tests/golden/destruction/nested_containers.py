# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


x = {"list": [N("a"), (N("b"), {"k": N("c")})], "n": N("d")}
x = None
print("end")
