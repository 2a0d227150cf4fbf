# operations: 500000
# An async generator that gives way now and then.
import asyncio


async def numbers(limit):
    for n in range(limit):
        if n % 10 == 0:
            await asyncio.sleep(0)
        yield n


async def main():
    total = 0
    async for n in numbers(500_000):
        total += n
    print(total)


asyncio.run(main())
