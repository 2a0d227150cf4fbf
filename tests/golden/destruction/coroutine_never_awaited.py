# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


async def co(x): pass
co(N("argument"))
print("next")
c = co(1)
c = None
print("end")
