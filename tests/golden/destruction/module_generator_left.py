# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g():
    a = N("local")
    try:
        yield
    finally:
        print("finally")
it = g()
next(it)
a = N("a")
print("end")
