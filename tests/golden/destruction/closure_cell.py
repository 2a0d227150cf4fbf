# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def outer():
    a = N("a")
    def inner(): return a
    return inner
f = outer()
print("made")
f = None
print("end")
