# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
a, b = N("a"), N("b")
a.other, b.other = b, a
del a, b
print("before")
print(gc.collect())
print("end")
