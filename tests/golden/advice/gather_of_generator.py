# A generator expression where gather wants arguments.
import asyncio


async def work(n):
    return n


async def main():
    print(await asyncio.gather(work(n) for n in range(3)))


asyncio.run(main())
