# Done callbacks run one iteration later, in order; they see how the task ended.
import asyncio


async def work(how):
    await asyncio.sleep(0)
    if how == "fails":
        raise ValueError(how)
    if how == "waits":
        await asyncio.sleep(10)
    return how


def report(task):
    if task.cancelled():
        print(task.get_name(), "was cancelled")
    elif task.exception() is not None:
        print(task.get_name(), "failed:", repr(task.exception()))
    else:
        print(task.get_name(), "returned", task.result())


async def main():
    tasks = [asyncio.create_task(work(how), name=how) for how in ("returns", "fails", "waits")]
    for task in tasks:
        task.add_done_callback(report)
    removed = tasks[0].remove_done_callback(print)
    await asyncio.sleep(0.1)
    tasks[2].cancel()
    print("asked to cancel", removed)
    for _ in range(3):
        await asyncio.sleep(0)
        print("gave way", tasks[2].done())


asyncio.run(main())
