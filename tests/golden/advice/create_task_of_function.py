# create_task, wait_for and gather given functions; the first error ends it.
import asyncio


async def work():
    return 1


async def main():
    for give in (asyncio.wait_for, asyncio.gather):
        try:
            await give(work, 1) if give is asyncio.wait_for else await give(work)
        except TypeError as error:
            print(type(error).__name__, error)
    task = asyncio.create_task(work)
    await task


asyncio.run(main())
