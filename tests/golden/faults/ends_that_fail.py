# Exceptions in `finally` and `__aexit__` while a cancellation goes through.
import asyncio


class Guard:
    def __init__(self, word, error=None, swallows=False):
        self.word, self.error, self.swallows = word, error, swallows

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, traceback):
        print(self.word, "leaves with", repr(error))
        await asyncio.sleep(0.01)
        if self.error is not None:
            raise self.error
        return self.swallows


async def in_finally():
    try:
        await asyncio.sleep(10)
    finally:
        raise ValueError("in finally")


async def in_exit():
    async with Guard("outer"), Guard("inner", KeyError("in exit")):
        await asyncio.sleep(10)


async def swallowed_by_exit():
    async with Guard("swallows", swallows=True):
        await asyncio.sleep(10)
    return "went on"


async def returns_in_finally():
    try:
        await asyncio.sleep(10)
    finally:
        return "from finally"


async def waits_in_finally():
    try:
        await asyncio.sleep(10)
    finally:
        await asyncio.sleep(0.05)
        print("cleaned up")


async def fails_in_except():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise LookupError("instead")


async def in_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(in_finally())
        group.create_task(waits_in_finally())
        await asyncio.sleep(10)


async def timed_out():
    async with asyncio.timeout(0.02):
        await in_finally()


def chain(error):
    parts = []
    while error is not None:
        parts.append(repr(error))
        error = error.__cause__ or error.__context__
    return " <- ".join(parts)


async def main():
    for part in (in_finally, in_exit, swallowed_by_exit, returns_in_finally, waits_in_finally, fails_in_except, in_group,
                 timed_out):
        task = asyncio.create_task(part())
        await asyncio.sleep(0.01)
        task.cancel("asked")
        try:
            print(part.__name__, "->", await task, task.cancelled())
        except BaseException as error:
            print(part.__name__, "->", chain(error), task.cancelled())


asyncio.run(main())
