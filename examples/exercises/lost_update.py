"""Between two awaits nothing else runs, but an await in the middle of an update loses some; a lock keeps them."""
import asyncio

balance = 0


async def deposit(lock):
    global balance
    if lock:
        async with lock:
            seen = balance
            await asyncio.sleep(0)
            balance = seen + 1
    else:
        seen = balance
        await asyncio.sleep(0)
        balance = seen + 1


async def main():
    global balance
    for lock in (None, asyncio.Lock()):
        balance = 0
        await asyncio.gather(*(deposit(lock) for _ in range(10)))
        print("with a lock:" if lock else "without a lock:", balance)


asyncio.run(main())
