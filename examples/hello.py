"""The smallest asynchronous program: one coroutine that waits once."""
import asyncio


async def greet(name):
    print("hello,", name)
    await asyncio.sleep(1)
    print("goodbye,", name)


asyncio.run(greet("loop"))
