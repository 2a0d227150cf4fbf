# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class C:
    N("in body")
    x = N("kept")
    print("body")
print("made")
del C.x
print("end")
