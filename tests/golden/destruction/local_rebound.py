# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


a = N("first")
a = N("second")
print("rebound")
a = None
print("none")
