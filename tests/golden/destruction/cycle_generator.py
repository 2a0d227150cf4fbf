# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
def g():
    me = yield
    a = N("local")
    try:
        yield me
    finally:
        print("finally")
it = g()
next(it)
it.send(it)
it = None
print("before")
gc.collect()
print("end")
