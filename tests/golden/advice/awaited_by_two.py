# A coroutine that two tasks were made of.
import asyncio


async def fetch():
    await asyncio.sleep(0.1)
    return "data"


async def main():
    job = fetch()
    first = asyncio.create_task(job)
    print(await first)
    second = asyncio.create_task(job)
    print(await second)


asyncio.run(main())
