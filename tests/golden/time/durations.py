# Durations by every clock, one after another and at once.
import asyncio
import time


async def nap(seconds):
    await asyncio.sleep(seconds)


async def main():
    loop = asyncio.get_running_loop()
    for clock in (time.perf_counter, time.monotonic, time.time, loop.time):
        start = clock()
        await nap(0.1)
        await asyncio.gather(nap(0.2), nap(0.1))
        print(f"{clock() - start:.1f}s")
    start = time.perf_counter()
    time.sleep(0.2)
    print(f"blocked for {time.perf_counter() - start:.1f}s")


asyncio.run(main())
