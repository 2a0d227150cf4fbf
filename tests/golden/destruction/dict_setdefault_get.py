# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


d = {}
d.setdefault("k", N("one"))
d.setdefault("k", N("two"))
d.get("x", N("three"))
print("end")
d = None
