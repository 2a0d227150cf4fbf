# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
saved = []
class R(N):
    def __del__(self):
        super().__del__()
        saved.append(self)
r = R("r")
r.me = r
r.friend = N("friend")
r.friend.back = r
r = None
gc.collect()
print("saved", saved[0].name, saved[0].friend.name)
saved.clear()
gc.collect()
print("end")
