# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import sys
a = N("a")
def f():
    b = N("b")
    sys.exit(3)
f()
