# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


for flag in (True, False):
    x = N("yes") if flag else N("no")
    print(flag)
x = None
print("end")
