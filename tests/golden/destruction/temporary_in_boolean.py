# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class F(N):
    def __bool__(self): return False
print((F("f") or N("n")).name)
print((N("n") and F("f")).name)
print("end")
