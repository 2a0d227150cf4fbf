# ouro: CPython hangs. A lock taken by hand and not given back, and waited for below two calls.
import asyncio

lock = asyncio.Lock()


async def careless():
    await lock.acquire()
    await asyncio.Event().wait()


async def inner():
    async with lock:
        print("never")


async def main():
    task = asyncio.create_task(careless())
    await asyncio.sleep(0.1)
    await inner()
    await task


asyncio.run(main())
