# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import weakref
a = N("a")
weakref.finalize(a, print, "finalizer one")
weakref.finalize(a, print, "finalizer two")
a = None
print("end")
