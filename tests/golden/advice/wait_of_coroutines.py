# asyncio.wait wants tasks.
import asyncio


async def work(n):
    return n


async def main():
    done, pending = await asyncio.wait([work(1), work(2)])
    print(len(done))


asyncio.run(main())
