# A hundred thousand tasks cancelled at once: each ends, cleans up, and is counted.
import asyncio

NUMBER = 100_000


async def main():
    cleaned = 0

    async def waits(event):
        nonlocal cleaned
        try:
            await event.wait()
        finally:
            cleaned += 1

    event = asyncio.Event()
    tasks = [asyncio.create_task(waits(event)) for _ in range(NUMBER)]
    await asyncio.sleep(0)
    print("cancelled", sum(task.cancel() for task in tasks))
    done, pending = await asyncio.wait(tasks)
    print("done", len(done), "pending", len(pending), "cleaned", cleaned)
    print("cancelled", sum(task.cancelled() for task in tasks))

    tasks = [asyncio.create_task(waits(event)) for _ in range(NUMBER)]
    await asyncio.sleep(0)
    everything = asyncio.gather(*tasks)
    everything.cancel("all")
    try:
        await everything
    except asyncio.CancelledError as error:
        print("gather", error.args, cleaned, all(task.cancelled() for task in tasks))
    print("tasks left", len(asyncio.all_tasks()))


asyncio.run(main())
