# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import asyncio
async def ag():
    a = N("a")
    try:
        yield 1
        yield 2
    finally:
        print("finally")
async def main():
    async for x in ag():
        print(x)
        break
    print("after loop")
    await asyncio.sleep(0)
    print("end of main")
asyncio.run(main())
print("end")
