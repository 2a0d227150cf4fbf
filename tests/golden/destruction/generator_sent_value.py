# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g():
    while True:
        x = yield
        print("got", x.name)
it = g()
next(it)
it.send(N("one"))
print("between")
it.send(N("two"))
print("between")
it = None
print("end")
