# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


b = N("b")
a = N("a")
_private = N("_private")
l = [N("l1"), N("l2")]
c = N("c")
c.me = c
print("end")
