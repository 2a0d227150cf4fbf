# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
def f():
    a = N("local")
    try:
        raise ValueError(1)
    except ValueError as e:
        kept = e
f()
print("before")
gc.collect()
print("end")
