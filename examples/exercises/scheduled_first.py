"""create_task puts a coroutine in the queue and comes back at once; it begins when its maker awaits."""
import asyncio


async def job(name, seconds):
    print(f"{name}: started")
    await asyncio.sleep(seconds)
    print(f"{name}: finished")


async def main():
    jobs = {"messages": 2, "notifications": 1, "database": 3}
    tasks = [asyncio.create_task(job(name, seconds), name=name) for name, seconds in jobs.items()]
    print("All tasks scheduled!")
    for task in tasks:
        await task
        print(f"main has waited for {task.get_name()}")


asyncio.run(main())
