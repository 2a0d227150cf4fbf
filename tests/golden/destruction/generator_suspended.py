# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g():
    a = N("a")
    try:
        yield 1
    finally:
        print("finally")
    b = N("b")
it = g()
next(it)
it = None
print("end")
