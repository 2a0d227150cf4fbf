# call_soon, call_later and sleeps in the order of their deadlines.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    handle = loop.call_later(0.1, print, "never printed")
    loop.call_later(0.3, print, "third")
    loop.call_later(0.1, print, "first")
    loop.call_at(start + 0.2, print, "second")
    loop.call_soon(print, "soon", 1)
    loop.call_soon(print, "soon", 2)
    handle.cancel()
    print("set", handle.cancelled())
    await asyncio.sleep(0.4)
    print(f"{loop.time() - start:.1f}s")
    print(await asyncio.sleep(0.1, "a result"))


asyncio.run(main())
