# time.sleep in a coroutine, while two others are due.
import asyncio
import time


async def ticker(name):
    for _ in range(3):
        await asyncio.sleep(0.2)
        print(name)


async def rude():
    for _ in range(2):
        time.sleep(0.5)
        await asyncio.sleep(0.1)


async def main():
    await asyncio.gather(ticker("a"), ticker("b"), rude())


asyncio.run(main())
print("end")
