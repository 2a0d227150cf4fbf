# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
def f():
    class C(N):
        item = N("class attribute")
    C("instance")
    print("used")
f()
print("before")
gc.collect()
print("end")
