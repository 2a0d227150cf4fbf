# What spins on the time ends, on both clocks.
import asyncio
import time

end = time.perf_counter() + 0.2
while time.perf_counter() < end:
    pass
print("spun")


async def main():
    done = False

    async def finish():
        nonlocal done
        await asyncio.sleep(0.1)
        done = True

    task = asyncio.create_task(finish())
    while not done:
        await asyncio.sleep(0)
    await task
    print("polled")


asyncio.run(main())
