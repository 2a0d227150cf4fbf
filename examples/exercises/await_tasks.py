"""The same with tasks: both are under way when the first is awaited, so the longer one is all that is waited for."""
import asyncio
import time


async def say_after(seconds, what):
    await asyncio.sleep(seconds)
    print(what)


async def main():
    start = time.perf_counter()
    hello = asyncio.create_task(say_after(1, "hello"))
    world = asyncio.create_task(say_after(2, "world"))
    await hello
    await world
    print(f"{time.perf_counter() - start:.0f} seconds")


asyncio.run(main())
