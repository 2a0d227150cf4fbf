# time.sleep in a coroutine: nothing else runs meanwhile, and what is overdue runs in order afterwards.
import asyncio
import time


async def tick(name, delay, start):
    for number in range(2):
        await asyncio.sleep(delay)
        print(name, number, f"{time.monotonic() - start:.1f}")


async def rude(start):
    await asyncio.sleep(0.1)
    time.sleep(0.5)
    print("rude", f"{time.monotonic() - start:.1f}")


async def main():
    start = time.monotonic()
    await asyncio.gather(tick("a", 0.2, start), tick("b", 0.3, start), rude(start))
    print("end", f"{time.monotonic() - start:.1f}")


asyncio.run(main())
