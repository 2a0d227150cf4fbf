# A chain of 20,000 tasks, each awaiting the next: results and exceptions pass; a cancellation passes as far as
# CPython's native calls go, and further is a RecursionError that leaves the tasks alive.
import asyncio


async def link(awaited):
    return await awaited + 1


async def first(future):
    return await future


async def build(length):
    future = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(first(future))]
    for _ in range(length):
        tasks.append(asyncio.create_task(link(tasks[-1])))
    await asyncio.sleep(0)
    return future, tasks


async def main():
    future, tasks = await build(20_000)
    future.set_result(0)
    print("result", await tasks[-1])

    future, tasks = await build(20_000)
    future.set_exception(ValueError("from the far end"))
    try:
        await tasks[-1]
    except ValueError as error:
        print("exception", error, all(task.exception() is error for task in tasks))

    future, tasks = await build(5_000)
    tasks[-1].cancel("stop")
    try:
        await tasks[-1]
    except asyncio.CancelledError:
        print("cancelled", future.cancelled(), sum(task.cancelled() for task in tasks))

    future, tasks = await build(20_000)
    try:
        tasks[-1].cancel()
    except RecursionError as error:
        print("RecursionError:", error)
    print("still there", sum(not task.done() for task in tasks), future.done())
    future.set_result(0)
    print("result", await tasks[-1])


asyncio.run(main())
