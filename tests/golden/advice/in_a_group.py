# The mistake is one of a group's.
import asyncio


async def fetch():
    return [1]


async def bad():
    data = fetch()
    return data[0]


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(bad())


asyncio.run(main())
