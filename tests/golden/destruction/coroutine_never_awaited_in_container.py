# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


async def co(): pass
l = [co(), co()]
print("made")
l.clear()
print("end")
