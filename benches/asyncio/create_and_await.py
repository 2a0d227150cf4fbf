# operations: 200000
# A task for each piece of work, awaited at once.
import asyncio


async def work(n):
    return n


async def main():
    total = 0
    for n in range(200_000):
        total += await asyncio.create_task(work(n))
    print(total)


asyncio.run(main())
