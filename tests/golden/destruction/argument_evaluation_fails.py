# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def boom():
    raise ValueError("boom")
try:
    print(N("one"), N("two"), boom())
except ValueError as error:
    print("caught", error)
