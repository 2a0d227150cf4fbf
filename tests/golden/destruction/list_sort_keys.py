# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


l = [3, 1, 2]
class K(N):
    def __lt__(self, other): return self.name < other.name
l.sort(key=lambda x: K(x))
print(l)
