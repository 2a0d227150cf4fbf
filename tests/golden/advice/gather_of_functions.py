# gather given a function among coroutines.
import asyncio


async def work():
    return 1


async def main():
    await asyncio.gather(work)


asyncio.run(main())
