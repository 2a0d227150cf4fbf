"""A hundred jobs at once are too many for some neighbours: a semaphore lets three through."""
import asyncio

busy = 0
most = 0


async def call(number, places):
    global busy, most
    async with places:
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.1)
        busy -= 1
    return number


async def main():
    places = asyncio.Semaphore(3)
    loop = asyncio.get_running_loop()
    start = loop.time()
    results = await asyncio.gather(*(call(number, places) for number in range(12)))
    print(len(results), "calls, at most", most, f"at a time, in {loop.time() - start:.1f} s")


asyncio.run(main())
