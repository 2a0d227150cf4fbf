"""asyncio.sleep lets others run, time.sleep does not: the second clock stands still meanwhile."""
import asyncio
import time


async def clock(start):
    for _ in range(4):
        print(f"  tick at {time.monotonic() - start:.1f}")
        await asyncio.sleep(0.2)


async def polite():
    await asyncio.sleep(0.7)


async def rude():
    time.sleep(0.7)


async def main():
    for sleeper in (polite, rude):
        print(sleeper.__name__)
        await asyncio.gather(clock(time.monotonic()), sleeper())


asyncio.run(main())
