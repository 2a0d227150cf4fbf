# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


print(list(map(lambda n: n.name, [N("a"), N("b")])))
print([a.name + b.name for a, b in zip([N("a")], [N("b")])])
print("end")
