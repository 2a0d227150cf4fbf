# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


d = {"a": N("a"), "b": N("b"), "c": N("c")}
d["a"] = N("a2")
print("set")
del d["b"]
print("deleted")
d = None
print("end")
