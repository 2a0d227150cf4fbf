# One coroutine, awaited at each turn of a loop.
import asyncio


async def tick():
    print("tick")


async def main():
    job = tick()
    for _ in range(3):
        await job


asyncio.run(main())
