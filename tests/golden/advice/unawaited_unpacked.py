# Unpacked into two names.
import asyncio


async def pair():
    return 1, 2


async def main():
    first, second = pair()
    print(first, second)


asyncio.run(main())
