# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


async def co(): return 1
print("before", bool(co()), "after")
print("end")
