# A hundred thousand tasks, cancelled at once: none is lost.
import asyncio

NUMBER = 100_000


async def waits(log):
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        log.append(1)
        raise


async def main():
    log = []
    tasks = [asyncio.create_task(waits(log)) for _ in range(NUMBER)]
    await asyncio.sleep(0)
    print(sum(task.cancel() for task in tasks))
    results = await asyncio.gather(*tasks, return_exceptions=True)
    print(len(log), {type(result).__name__ for result in results}, all(task.cancelled() for task in tasks))
    print(len(asyncio.all_tasks()))


asyncio.run(main())
