# The result of a task that is still at work.
import asyncio


async def load():
    await asyncio.sleep(5)
    return "data"


async def fetch():
    return await load()


async def main():
    task = asyncio.create_task(fetch(), name="fetcher")
    await asyncio.sleep(0.1)
    print(task.result())


asyncio.run(main())
