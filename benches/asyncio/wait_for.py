# operations: 100000
# A timeout around each piece of work; none of them expires.
import asyncio


async def work(n):
    await asyncio.sleep(0)
    return n


async def main():
    total = 0
    for n in range(100_000):
        total += await asyncio.wait_for(work(n), timeout=60)
    print(total)


asyncio.run(main())
