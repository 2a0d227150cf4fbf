# Locks, events, queues belong to the loop on which someone waited first.
import asyncio
import re

lock, event, queue = asyncio.Lock(), asyncio.Event(), asyncio.Queue(1)
condition, semaphore, barrier = asyncio.Condition(), asyncio.Semaphore(1), asyncio.Barrier(2)


async def hold(acquire, seconds=0.05):
    try:
        await asyncio.wait_for(acquire(), seconds)
        return "at once"
    except TimeoutError:
        return "waited in vain"


async def waits_once():
    await lock.acquire()
    await semaphore.acquire()
    await queue.put(1)
    for wait in (lock.acquire, semaphore.acquire, event.wait, lambda: queue.put(2), barrier.wait):
        print(await hold(wait))


async def on_another():
    for name, wait in (("lock", lock.acquire), ("semaphore", semaphore.acquire), ("event", event.wait),
                       ("queue", lambda: queue.put(2)), ("barrier", barrier.wait)):
        try:
            print(name, await hold(wait))
        except RuntimeError as error:
            print(name, re.sub("0x[0-9a-f]+", "0x", str(error)))


asyncio.run(waits_once())
asyncio.run(on_another())
