# Async iteration, context managers and awaiting by methods.
import asyncio


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


class Managed:
    async def __aenter__(self):
        print("aenter")
        return self

    async def __aexit__(self, kind, value, tb):
        print("aexit", kind and kind.__name__)
        return kind is ValueError


class Waits:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "awaited"


async def agen():
    for i in range(3):
        try:
            yield i
        finally:
            print("agen", i)


async def main():
    print([x async for x in Countdown(3)], {x: x async for x in Countdown(2)}, await Waits())
    async with Managed() as m, Managed():
        print(type(m).__name__)
        raise ValueError("suppressed")
    async for x in agen():
        if x == 1:
            break
    else:
        print("no else")
    g = agen()
    print(await anext(g), await g.asend(None), await anext(g), await anext(g, "end"))
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration as e:
        print(repr(e))
    async for x in Countdown(1):
        pass
    else:
        print("async else", x)
    print([await Waits() for _ in range(2)], [y async for y in agen() if y])
    try:
        await g.athrow(KeyError("thrown"))
    except KeyError as e:
        print(repr(e))


asyncio.run(main())
