# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


for x in [N("a"), N("b")]:
    print("body", x.name)
print("after loop")
x = None
print("end")
