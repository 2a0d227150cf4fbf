"""The same three jobs twice: one after another they take the sum of their times, together the longest of them."""
import asyncio
import time


async def job(seconds):
    await asyncio.sleep(seconds)


async def timed(label, work):
    start = time.time()
    await work
    print(f"{label}: {time.time() - start:.1f} s")


async def in_turn():
    await job(2)
    await job(1)
    await job(3)


async def together():
    await asyncio.gather(job(2), job(1), job(3))


async def main():
    await timed("one after another", in_turn())
    await timed("all at once", together())


asyncio.run(main())
