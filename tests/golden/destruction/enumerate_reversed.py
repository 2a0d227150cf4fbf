# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


for i, n in enumerate(reversed([N("a"), N("b")])):
    print(i, n.name)
n = None
print("end")
