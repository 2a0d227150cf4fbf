# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class H(N):
    def __hash__(self): return 1
    def __eq__(self, other): return self is other
d = {H("k1"): N("v1"), H("k2"): N("v2")}
d = None
print("end")
