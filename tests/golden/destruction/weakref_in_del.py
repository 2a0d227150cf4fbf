# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import weakref
class W(N):
    def __del__(self):
        super().__del__()
        print("still", r() is self)
w = W("w")
r = weakref.ref(w, lambda r: print("callback"))
w = None
print(r())
