# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class G(N):
    def __del__(self): print("del", self.name, other is None, helper())
def helper(): return "helped"
g = G("g")
other = N("other")
print("end")
