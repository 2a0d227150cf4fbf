# Calls of the library that are coroutines too.
# test: streams=joined
import asyncio


async def main():
    queue, lock, event = asyncio.Queue(), asyncio.Lock(), asyncio.Event()
    asyncio.sleep(1)
    print("slept?")
    queue.put(1)
    print(queue.qsize())
    queue.get()
    lock.acquire()
    print(lock.locked())
    event.wait()
    asyncio.wait_for(asyncio.sleep(0.05), 1)
    print("end")


asyncio.run(main())
