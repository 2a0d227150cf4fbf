# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
def outer():
    a = N("a")
    def rec(n): return rec(n - 1) if n else a
    return rec(3).name
print(outer())
print("before")
gc.collect()
print("end")
