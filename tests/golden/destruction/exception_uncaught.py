# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


a = N("a")
def f(x):
    y = N("y")
    raise ValueError("uncaught")
b = N("b")
f(N("argument"))
