# operations: 100000
# Ten tasks that share one lock.
import asyncio

total = 0


async def work(lock, rounds):
    global total
    for _ in range(rounds):
        async with lock:
            await asyncio.sleep(0)
            total += 1


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(work(lock, 10_000) for _ in range(10)))
    print(total)


asyncio.run(main())
