# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import weakref
d = weakref.WeakValueDictionary()
a = N("a")
d["a"] = a
d["b"] = N("b")
print(list(d))
del a
print(list(d))
