# operations: 5000000
# Coroutines awaited directly: the loop has nothing to do with it.
import asyncio


async def inner(n):
    return n


async def main():
    total = 0
    for n in range(5_000_000):
        total += await inner(n)
    print(total)


asyncio.run(main())
