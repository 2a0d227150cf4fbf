# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def inner():
    a = N("inner")
    raise ValueError
def outer():
    b = N("outer")
    inner()
try:
    outer()
except ValueError:
    print("handler")
print("after")
