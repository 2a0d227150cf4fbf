# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


it = iter([N("a"), N("b")])
print(len(list(it)))
print("exhausted")
it = None
print("end")
