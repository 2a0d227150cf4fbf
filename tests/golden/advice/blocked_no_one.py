# Nobody else was there to be kept waiting, or not for long: nothing is told.
import asyncio
import time


async def other():
    await asyncio.sleep(1)


async def main():
    task = asyncio.create_task(other())
    await asyncio.sleep(0)
    time.sleep(0.3)
    await task
    time.sleep(0.5)


asyncio.run(main())
