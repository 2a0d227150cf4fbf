# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g():
    a = N("a")
    try:
        yield 1
    except GeneratorExit:
        print("exit")
        raise
it = g()
next(it)
it.close()
print("closed")
