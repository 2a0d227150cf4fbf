# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
for name in ("one", "two", "three"):
    n = N(name)
    n.me = [n]
n = None
gc.collect()
print("end")
