# ouro: CPython hangs. Two locks, taken in different order.
import asyncio


async def one(a, b):
    async with a:
        await asyncio.sleep(0.1)
        async with b:
            print("never")


async def two(a, b):
    async with b:
        await asyncio.sleep(0.1)
        async with a:
            print("never")


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    try:
        await asyncio.gather(one(a, b), two(a, b))
    finally:
        print("cleaned up")


asyncio.run(main())
