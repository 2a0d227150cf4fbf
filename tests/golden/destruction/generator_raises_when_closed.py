# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g():
    try:
        yield 1
    finally:
        raise ValueError("in finally")
it = g()
next(it)
del it
print("end")
