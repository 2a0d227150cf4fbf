# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f(*args): print(len(args))
f(*[N("a"), N("b")], N("c"))
print("end")
