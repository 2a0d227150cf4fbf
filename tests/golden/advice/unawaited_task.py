# A task used as if it were its result.
import asyncio


async def fetch():
    return [1]


async def main():
    task = asyncio.create_task(fetch())
    await asyncio.sleep(0)
    print(task[0])


asyncio.run(main())
