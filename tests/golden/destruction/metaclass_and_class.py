# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class Meta(type):
    def __del__(cls): print("del class", cls.__name__)
import gc
def f():
    class C(metaclass=Meta): pass
    return C
f()
print("before")
gc.collect()
print("end")
