# Awaiting what cannot be awaited.
import asyncio


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    def __await__(self):
        return 5


class B:
    def __await__(self):
        return iter([])


class C:
    def __await__(self):
        yield


class D:
    __await__ = None


class E:
    def __await__(self):
        raise LookupError("await")


class F:
    async def __await__(self):
        pass


class G:
    def __aiter__(self):
        return 5


class H:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


class I:
    async def __aenter__(self):
        return 1


class J:
    def __aenter__(self):
        return 5

    async def __aexit__(self, *a):
        return True


async def wait(x):
    return await x


async def each(x):
    async for _ in x:
        pass


async def within(x):
    async with x as y:
        return y


for f, k in [(wait, A), (wait, B), (wait, C), (wait, D), (wait, E), (wait, int), (each, G), (each, H), (each, int), (within, I), (within, J), (within, int)]:
    show(lambda: asyncio.run(f(k())))
