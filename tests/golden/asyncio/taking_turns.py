# sleep(0) gives way once; tasks run in the order of their creation.
import asyncio


async def work(name, steps):
    for step in range(steps):
        print(name, step)
        await asyncio.sleep(0)
    print(name, "ends")
    return name


async def main():
    print("main begins")
    tasks = [asyncio.create_task(work(name, n)) for name, n in [("a", 2), ("b", 3), ("c", 1)]]
    print("created")
    await asyncio.sleep(0)
    print("main again")
    print([await task for task in tasks])
    print(await work("direct", 1))


asyncio.run(main())
