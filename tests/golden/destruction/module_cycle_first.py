# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


n = N("cycle")
n.me = n
del n
a = N("a")
print("end")
