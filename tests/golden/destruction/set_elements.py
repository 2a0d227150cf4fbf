# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


s = {N("only")}
s.clear()
print("cleared")
s = frozenset([N("frozen")])
s = None
print("end")
