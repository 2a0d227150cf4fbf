# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


f = lambda x=N("default"): 1
print(f())
f = None
print("end")
