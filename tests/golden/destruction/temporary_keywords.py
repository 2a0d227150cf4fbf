# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f(**kw): print(sorted(kw))
f(**{"x": N("x"), "y": N("y")})
print("end")
