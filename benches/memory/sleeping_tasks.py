# Tasks asleep, two awaits deep, with four locals: how many is the argument.
import asyncio
import sys


async def rest(seconds, a, b, c):
    await asyncio.sleep(seconds)
    return a + b + c


async def work(n):
    return await rest(1, n, 2, 3)


async def main(count):
    tasks = [asyncio.create_task(work(n)) for n in range(count)]
    for task in tasks:
        await task


asyncio.run(main(int(sys.argv[1])))
