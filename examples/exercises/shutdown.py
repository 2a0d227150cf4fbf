"""A graceful end: ask all tasks to stop, wait until they have, and only then go."""
import asyncio


async def serve(name, jobs):
    try:
        while True:
            await asyncio.sleep(0.1)
            jobs.append(name)
    except asyncio.CancelledError:
        await asyncio.sleep(0.05)
        print(f"{name}: connections closed after {jobs.count(name)} jobs")
        raise


async def main():
    jobs = []
    servers = [asyncio.create_task(serve(name, jobs), name=name) for name in ("mail", "chat")]
    await asyncio.sleep(0.35)
    for task in servers:
        task.cancel()
    results = await asyncio.gather(*servers, return_exceptions=True)
    print([type(result).__name__ for result in results])
    print("left:", len(asyncio.all_tasks()) - 1)


asyncio.run(main())
