# Tasks asleep, each only `sleep` itself: how many is the argument.
import asyncio
import sys


async def main(count):
    tasks = [asyncio.create_task(asyncio.sleep(1)) for _ in range(count)]
    for task in tasks:
        await task


asyncio.run(main(int(sys.argv[1])))
