# Where the stack is full, the call that would make a coroutine or generator fails: none is left that was never awaited.
async def down(n):
    return await down(n + 1)


def generators(n):
    for item in generators(n + 1):
        yield item


async def with_keywords(n, *, step):
    return await with_keywords(n + step, step=step)


for start in (lambda: down(0).send(None), lambda: next(generators(0)), lambda: with_keywords(0, step=1).send(None)):
    try:
        start()
    except RecursionError as error:
        print(error)
