# Compared with a number.
import asyncio


async def count():
    return 3


async def main():
    limit = 2
    while count() > limit:
        print("too many")


asyncio.run(main())
