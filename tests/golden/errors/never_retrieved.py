# A task that fails unseen is told of when it dies.
import asyncio


async def fail():
    raise ValueError("unseen")


async def main():
    task = asyncio.create_task(fail(), name="loner")
    await asyncio.sleep(0.1)
    print("nobody asked")
    task = None
    print("after")


asyncio.run(main())
