# A list of coroutines is no coroutine.
import asyncio


async def work(n):
    return n


async def main():
    tasks = [asyncio.create_task(work(n)) for n in range(2)]
    print(await tasks)


asyncio.run(main())
