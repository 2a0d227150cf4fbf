# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def make():
    for name in "ab":
        yield N(name)
for x in make():
    print("body", x.name)
print("end")
