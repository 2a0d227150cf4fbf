# An `__await__` that hands on the one of a future.
import asyncio
class MyFuture(asyncio.Future):
    pass
class A:
    def __init__(self, f): self.f = f
    def __await__(self): return self.f.__await__()
async def main():
    loop = asyncio.get_running_loop()
    f = asyncio.Future()
    loop.call_later(0.01, f.set_result, 5)
    print(await A(f))
    f = MyFuture()
    loop.call_later(0.01, f.set_result, 5)
    print(await f)
    f = MyFuture()
    f.set_result(6)
    print(await f)
asyncio.run(main())
