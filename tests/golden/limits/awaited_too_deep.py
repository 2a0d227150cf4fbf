# What cannot be awaited for want of depth is over, and nobody is told that it was never awaited.
import sys

sys.setrecursionlimit(100)


async def leaf():
    return 1


async def deep(n, coroutine):
    if n:
        return await deep(n - 1, coroutine)
    return await coroutine


waiting = leaf()
try:
    deep(98, waiting).send(None)
except RecursionError:
    print("too deep")
print(waiting.cr_frame is None)


def numbers():
    yield 1
    yield 2


def through(n, iterator):
    if n:
        yield from through(n - 1, iterator)
    else:
        yield from iterator


iterator = numbers()
next(iterator)
try:
    print(list(through(99, iterator)))
except RecursionError:
    print("too deep")
print(iterator.gi_frame is None)
