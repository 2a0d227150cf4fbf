# wait_for awaits what it is given.
import asyncio


async def work():
    return 1


async def main():
    await asyncio.wait_for(work, timeout=1)


asyncio.run(main())
