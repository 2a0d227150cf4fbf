# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import weakref
a = N("a")
first = weakref.ref(a, lambda r: print("first", r()))
second = weakref.ref(a, lambda r: print("second", r()))
del a
print("end", first(), second())
