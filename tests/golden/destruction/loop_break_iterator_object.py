# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class It(N):
    def __iter__(self): return self
    def __next__(self): return 1
for x in It("it"):
    break
print("broken")
