# An exception of a task ends its group, and comes out of it with what else went wrong.
import asyncio


async def fail(number):
    try:
        await asyncio.sleep(0.05)
    finally:
        if number % 2:
            raise KeyError(number)


async def main():
    async with asyncio.TaskGroup() as group:
        for number in range(4):
            group.create_task(fail(number))


asyncio.run(main())
