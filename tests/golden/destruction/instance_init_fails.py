# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class O(N):
    def __init__(self, name):
        super().__init__(name)
        raise ValueError("init")
try:
    O("o")
except ValueError as error:
    print("caught")
print("end")
