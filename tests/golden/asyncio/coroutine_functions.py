# Which functions of the library are coroutine functions.
import asyncio
import functools
import inspect


async def work():
    pass


class Worker:
    async def work(self):
        pass

    def plain(self):
        pass


queue, lock, event = asyncio.Queue(), asyncio.Lock(), asyncio.Event()
condition, semaphore, barrier = asyncio.Condition(), asyncio.Semaphore(), asyncio.Barrier(2)
for name in ("sleep", "wait_for", "wait", "to_thread", "gather", "shield", "run", "create_task", "as_completed", "timeout"):
    function = getattr(asyncio, name)
    print(name, asyncio.iscoroutinefunction(function), inspect.iscoroutinefunction(function))
for owner, names in ((queue, "get put join get_nowait put_nowait task_done"), (lock, "acquire release locked"),
                     (event, "wait set clear"), (condition, "wait wait_for acquire notify"), (semaphore, "acquire release"),
                     (barrier, "wait reset abort")):
    for name in names.split():
        function = getattr(owner, name)
        print(type(owner).__name__, name, asyncio.iscoroutinefunction(function), inspect.iscoroutinefunction(function))
for thing in (work, Worker().work, Worker.work, Worker().plain, functools.partial(work), len, None, work()):
    print(asyncio.iscoroutinefunction(thing), inspect.iscoroutinefunction(thing), inspect.iscoroutine(thing))
    if asyncio.iscoroutine(thing):
        thing.close()
