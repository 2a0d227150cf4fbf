"""A classic mistake: the coroutine is made, but nobody awaits it."""
import asyncio


async def save(record):
    await asyncio.sleep(0.1)
    print("saved", record)


async def main():
    save("draft")  # should be: await save("draft")
    await save("letter")


asyncio.run(main())
