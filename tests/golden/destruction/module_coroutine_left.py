# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


async def co(): pass
a = N("a")
c = co()
b = N("b")
print("end")
