"""Two awaits in a row: the second begins when the first has ended."""
import asyncio
import time


async def say_after(seconds, what):
    await asyncio.sleep(seconds)
    print(what)


async def main():
    start = time.perf_counter()
    await say_after(1, "hello")
    await say_after(2, "world")
    print(f"{time.perf_counter() - start:.0f} seconds")


asyncio.run(main())
