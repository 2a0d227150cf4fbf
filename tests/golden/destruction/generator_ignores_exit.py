# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("ignored once")
            yield 2
            return
it = g()
next(it)
del it
print("end")
