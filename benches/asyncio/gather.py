# operations: 100000
# 100,000 coroutines at once.
import asyncio


async def work(n):
    await asyncio.sleep(0)
    return n


async def main():
    print(sum(await asyncio.gather(*(work(n) for n in range(100_000)))))


asyncio.run(main())
