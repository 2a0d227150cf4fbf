# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class W(N):
    def __del__(self):
        super().__del__()
        print("len", len(box))
box = [W("a"), W("b")]
box.clear()
print("end")
