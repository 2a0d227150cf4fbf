# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def use(): return a
class H: pass
a = N("a")
h = H()
h.q = N("hq")
h.p = [N("hp")]
def closure():
    z = N("z")
    return lambda: z
f = closure()
t = (N("t1"), N("t2"))
d = {"x": N("dx"), "y": N("dy")}
print("end")
