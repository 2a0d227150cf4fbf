# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


saved = []
class R(N):
    def __del__(self):
        super().__del__()
        saved.append(self)
R("r")
print(saved[0].name)
saved.clear()
print("cleared")
