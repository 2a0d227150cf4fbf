# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def outer():
    a = N("a")
    def one(): return a
    def two(): return a
    return one, two
one, two = outer()
one = None
print("one gone")
two = None
print("end")
