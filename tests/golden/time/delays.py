# Delays that are none: negative, zero, NaN, and of other types.
import asyncio
import time


class Half:
    def __float__(self):
        return 0.5


async def attempt(name, delay):
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        result = await asyncio.sleep(delay, name)
        print(name, result, f"{loop.time() - start:.1f}")
    except Exception as error:
        print(name, type(error).__name__, error)


async def main():
    await attempt("negative", -5)
    await attempt("negative float", -0.5)
    await attempt("zero", 0)
    await attempt("true", False)
    await attempt("nan", float("nan"))
    await attempt("minus infinity", float("-inf"))
    await attempt("text", "1")
    await attempt("none", None)
    loop = asyncio.get_running_loop()
    order = []
    loop.call_later(-1, order.append, "later, negative")
    loop.call_soon(order.append, "soon")
    loop.call_at(loop.time() - 100, order.append, "at, long past")
    await asyncio.sleep(0.1)
    print(order)
    for bad in (float("nan"), None, "x"):
        try:
            loop.call_later(bad, print)
        except Exception as error:
            print("call_later", repr(bad), type(error).__name__, error)


asyncio.run(main())
for bad in (-1, float("nan"), "x", None, float("-inf")):
    try:
        time.sleep(bad)
    except Exception as error:
        print("time.sleep", repr(bad), type(error).__name__, error)
