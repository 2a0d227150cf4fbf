# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def key(n):
    if n.name == "b":
        raise ValueError("key")
    return n.name
try:
    sorted([N("a"), N("b"), N("c")], key=key)
except ValueError:
    print("caught")
print("end")
