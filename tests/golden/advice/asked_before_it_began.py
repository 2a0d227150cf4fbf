# The result of a task that has not had its first step.
import asyncio


async def fetch():
    return "data"


async def main():
    task = asyncio.create_task(fetch())
    print(task.exception())


asyncio.run(main())
