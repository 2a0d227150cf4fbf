# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc, weakref
a = N("a")
a.me = a
a.own = weakref.ref(a, lambda r: print("never called"))
outside = weakref.ref(a, lambda r: print("outside", r()))
del a
gc.collect()
print("end")
