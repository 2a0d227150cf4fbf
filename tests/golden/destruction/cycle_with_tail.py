# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
a = N("a")
a.me = a
a.tail = N("tail")
a.list = [N("in list"), N("in list 2")]
a = None
print("before")
gc.collect()
print("end")
