# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def inner():
    a = N("inner")
    try:
        yield 1
    finally:
        print("inner finally")
def outer():
    b = N("outer")
    try:
        yield from inner()
    finally:
        print("outer finally")
it = outer()
next(it)
it = None
print("end")
