"""Work that blocks goes to threads, so that the loop stays free; a heartbeat shows that it does."""
import asyncio
import time


def old_driver(user):
    time.sleep(0.5)
    return {"user": user, "mail": f"user{user}@example.com"}


async def heartbeat(beats):
    while True:
        await asyncio.sleep(0.2)
        beats.append(1)


async def main():
    beats = []
    heart = asyncio.create_task(heartbeat(beats))
    start = time.perf_counter()
    users = await asyncio.gather(*(asyncio.to_thread(old_driver, user) for user in (1, 2, 3)))
    print([user["mail"] for user in users], f"in {time.perf_counter() - start:.1f} s")
    heart.cancel()
    print("the heart beat on:", len(beats) == 2)


asyncio.run(main())
