# An exception travels out of a task, through await and run.
import asyncio


async def fail():
    await asyncio.sleep(0.1)
    raise ValueError("deep down")


async def main():
    task = asyncio.create_task(fail())
    print("waiting")
    await task


asyncio.run(main())
