# `await` takes awaitables, and nothing else.
import asyncio


def plain():
    return 5


def generator():
    yield 1


class HasAwait:
    def __await__(self):
        return iter([])


class BadAwait:
    def __await__(self):
        return 5


class CoroutineAwait:
    def __await__(self):
        return asyncio.sleep(0)


async def main():
    for value in (None, 5, "text", [1], (1, 2), {}, plain, print, plain(), generator(), main, HasAwait,
                  BadAwait(), CoroutineAwait(), 1.5, object(), iter([])):
        try:
            await value
            print("fine")
        except TypeError as error:
            print(error)
    print(await HasAwait())
    try:
        await time.sleep(0.05)
    except NameError as error:
        print(error)
    import time
    try:
        await time.sleep(0.05)
    except TypeError as error:
        print(error)


asyncio.run(main())
