"""A coroutine's own __await__."""

import asyncio
async def f():
    await asyncio.sleep(0.01)
    return 5
class A:
    def __await__(self): return f().__await__()
async def main():
    print(await A())
    c = f(); w = c.__await__(); print(type(w).__name__, hasattr(w, '__next__')); c.close()
asyncio.run(main())
