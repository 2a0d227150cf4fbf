# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f():
    for x in [N("a"), N("b")]:
        return "result"
print(f())
