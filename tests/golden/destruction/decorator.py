# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def deco(f):
    n = N("in decorator")
    def wrapper(): return n.name
    return wrapper
@deco
def g(): pass
print(g())
g = None
print("end")
