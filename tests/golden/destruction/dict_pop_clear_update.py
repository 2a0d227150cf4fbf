# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


d = {"a": N("a"), "b": N("b"), "c": N("c")}
d.pop("a")
print("popped")
d.update(b=N("b2"))
print("updated")
d.clear()
print("end")
