# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import functools
p = functools.partial(print, N("frozen argument").name)
p()
q = functools.partial(len, [N("held")])
q = None
print("end")
