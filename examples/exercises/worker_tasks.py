"""Workers that share a queue: whoever is free takes the next order."""
import asyncio


async def worker(name, queue, done):
    while True:
        order, seconds = await queue.get()
        await asyncio.sleep(seconds)
        done.append(f"{order} by {name}")
        queue.task_done()


async def main():
    queue = asyncio.Queue()
    for order, seconds in [("tea", 0.3), ("toast", 0.1), ("soup", 0.4), ("salad", 0.1)]:
        queue.put_nowait((order, seconds))
    done = []
    workers = [asyncio.create_task(worker(name, queue, done)) for name in ("Ann", "Bob")]
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    print("\n".join(done))


asyncio.run(main())
