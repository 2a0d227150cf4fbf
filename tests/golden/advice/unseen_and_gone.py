# A task fails, and is forgotten at once.
import asyncio


async def work():
    return {}["missing"]


async def main():
    asyncio.create_task(work())
    await asyncio.sleep(0.1)
    print("main ends")


asyncio.run(main())
