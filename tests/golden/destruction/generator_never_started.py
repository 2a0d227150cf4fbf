# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g(x):
    yield x
it = g(N("argument"))
print("made")
it = None
print("end")
