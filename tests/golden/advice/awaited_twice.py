# One coroutine, awaited twice.
import asyncio


async def fetch():
    await asyncio.sleep(0.1)
    return "data"


async def main():
    job = fetch()
    print(await job)
    print(await job)


asyncio.run(main())
