# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class B(N):
    def __del__(self):
        raise ValueError("in del " + self.name)
for name in "ab":
    B(name)
print("after")
