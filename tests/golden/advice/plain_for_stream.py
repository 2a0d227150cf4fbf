# An async generator in a plain for.
import asyncio


async def stream():
    yield 1


async def main():
    for item in stream():
        print(item)


asyncio.run(main())
