# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
class P(N):
    def __del__(self):
        super().__del__()
        self.me = self.child = None
p = P("p")
p.me = p
p.child = N("child")
p = None
gc.collect()
print("end")
