# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


try:
    [1 / (2 - i) for i, n in enumerate([N("a"), N("b"), N("c")])]
except ZeroDivisionError:
    print("caught")
print("end")
