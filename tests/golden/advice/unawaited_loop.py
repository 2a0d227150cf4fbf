# Walked by a for loop.
import asyncio


async def rows():
    await asyncio.sleep(0)
    return ["a", "b"]


async def main():
    for row in rows():
        print(row)


asyncio.run(main())
