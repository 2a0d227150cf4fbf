# Exceptions in finally and __aexit__ while a cancellation is on its way.
import asyncio


def chain(error):
    parts = []
    while error is not None:
        parts.append(repr(error))
        error = error.__cause__ or error.__context__
    return " <- ".join(parts)


async def in_finally():
    try:
        await asyncio.sleep(10)
    finally:
        raise ValueError("finally")


async def in_except():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        raise KeyError("except") from error


async def returns_in_finally():
    try:
        await asyncio.sleep(10)
    finally:
        return "kept"


class Resource:
    def __init__(self, name, act):
        self.name, self.act = name, act

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, traceback):
        print("  exit", self.name, repr(error))
        await asyncio.sleep(0)
        if isinstance(self.act, Exception):
            raise self.act
        return self.act


async def in_aexit():
    async with Resource("outer", False), Resource("inner", OSError("aexit")):
        await asyncio.sleep(10)


async def aexit_swallows():
    async with Resource("swallows", True):
        await asyncio.sleep(10)
    return "went on"


async def await_in_finally():
    try:
        await asyncio.sleep(10)
    finally:
        print("  cleaning")
        await asyncio.sleep(0.05)
        print("  clean")


async def nested():
    try:
        await in_finally()
    finally:
        raise RuntimeError("outer finally")


async def generator():
    try:
        for number in range(3):
            yield number
            await asyncio.sleep(10)
    finally:
        print("  generator ends")
        raise ArithmeticError("generator")


async def over_generator():
    async for number in generator():
        print("  item", number)


async def attempt(function):
    task = asyncio.create_task(function())
    await asyncio.sleep(0.05)
    print(function.__name__, task.cancel("stop"), task.cancelling())
    try:
        print("  result", await task)
    except BaseException as error:
        print(" ", chain(error))
    print("  done", task.done(), task.cancelled(), task.cancelling())


async def in_group():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(in_finally())
            await asyncio.sleep(0.05)
            raise LookupError("body")
    except BaseExceptionGroup as error:
        print(repr(error))


async def in_timeout():
    try:
        async with asyncio.timeout(0.05):
            await in_finally()
    except Exception as error:
        print("timeout:", chain(error))
    try:
        async with asyncio.timeout(0.05):
            await returns_in_finally()
            print("after the swallowed cancel")
            await asyncio.sleep(0)
    except Exception as error:
        print("timeout:", chain(error))
    try:
        await asyncio.wait_for(in_aexit(), 0.05)
    except Exception as error:
        print("wait_for:", chain(error))


async def main():
    for function in (in_finally, in_except, returns_in_finally, in_aexit, aexit_swallows,
                     await_in_finally, nested, over_generator):
        await attempt(function)
    await in_group()
    await in_timeout()


asyncio.run(main())
