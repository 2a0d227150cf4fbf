# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
class P(N):
    def __del__(self):
        super().__del__()
        n = N("made in del")
        n.me = n
p = P("p")
p.me = p
p = None
gc.collect()
print("first")
gc.collect()
print("end")
