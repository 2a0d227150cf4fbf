# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class M(N):
    def me(self): return self
    def other(self): return M("other")
M("one").me().other().me()
print("end")
