# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


async def co():
    try:
        await stop()
    finally:
        print("finally")
class stop:
    def __await__(self):
        yield 1
c = co()
c.send(None)
c = None
print("end")
