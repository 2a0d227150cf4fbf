# A lock of asyncio in a plain with.
import asyncio


async def main():
    lock = asyncio.Lock()
    with lock:
        print("held")


asyncio.run(main())
