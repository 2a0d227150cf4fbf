# `async def` alone makes nothing concurrent: awaits in a row take the sum of their times, tasks the longest.
import asyncio
import time


async def call(seconds):
    await asyncio.sleep(seconds)
    return seconds


async def in_a_row():
    return [await call(0.1), await call(0.2), await call(0.3)]


async def tasks_awaited_at_once():
    return [await asyncio.create_task(call(s)) for s in (0.1, 0.2, 0.3)]


async def tasks_first():
    tasks = [asyncio.create_task(call(s)) for s in (0.1, 0.2, 0.3)]
    return [await task for task in tasks]


async def gathered():
    return await asyncio.gather(call(0.1), call(0.2), call(0.3))


async def grouped():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(call(s)) for s in (0.1, 0.2, 0.3)]
    return [task.result() for task in tasks]


async def started_and_forgotten():
    tasks = [asyncio.create_task(call(s)) for s in (0.1, 0.2, 0.3)]
    return [task.done() for task in tasks]


async def main():
    for way in (in_a_row, tasks_awaited_at_once, tasks_first, gathered, grouped, started_and_forgotten):
        start = time.perf_counter()
        result = await way()
        print(f"{way.__name__}: {result} in {time.perf_counter() - start:.1f} s")


asyncio.run(main())
