"""Three jobs that start together: they finish in the order of their sleeps, not of their names."""
import asyncio


async def job(name, seconds):
    print(f"{name}: started")
    await asyncio.sleep(seconds)
    print(f"{name}: finished")
    return name


async def main():
    results = await asyncio.gather(
        job("check messages", 2),
        job("check notifications", 1),
        job("sync database", 3),
    )
    # The results stand in the order of the arguments all the same.
    print("results:", ", ".join(results))


asyncio.run(main())
