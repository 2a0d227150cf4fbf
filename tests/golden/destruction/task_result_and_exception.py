# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import asyncio
async def give(): return N("result")
async def fail():
    a = N("local")
    raise ValueError("lost")
async def main():
    n = await asyncio.create_task(give())
    print(n.name)
    n = None
    print("dropped")
    t = asyncio.create_task(fail())
    await asyncio.sleep(0.01)
    try:
        await t
    except ValueError as e:
        print("caught", e)
    t = None
    print("end of main")
asyncio.run(main())
print("end")
