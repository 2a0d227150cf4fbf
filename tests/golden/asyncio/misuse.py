# The usual mistakes, and the words for them.
import asyncio


async def work():
    return 1


def attempt(call):
    try:
        print("gave", call())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


async def awaits(thing):
    try:
        print("gave", await thing)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


async def main():
    coroutine = work()
    print(await coroutine)
    await awaits(coroutine)
    await awaits(5)
    await awaits(work)
    await awaits(None)
    attempt(lambda: asyncio.create_task(work))
    nested = work()
    attempt(lambda: asyncio.run(nested))
    nested.close()
    task = asyncio.create_task(work())
    attempt(task.result)
    attempt(task.exception)
    await task
    print(task.result(), task.exception())


attempt(lambda: asyncio.run(work))
attempt(lambda: asyncio.get_running_loop())
asyncio.run(main())
