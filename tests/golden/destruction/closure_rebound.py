# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def outer():
    a = N("first")
    def set_it():
        nonlocal a
        a = N("second")
    set_it()
    print("set")
    return set_it
f = outer()
f()
print("again")
f = None
print("end")
