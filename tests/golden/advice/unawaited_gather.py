# What gather gives, used without await.
import asyncio


async def work(n):
    return n


async def main():
    results = asyncio.gather(work(1), work(2))
    for result in results:
        print(result)


asyncio.run(main())
