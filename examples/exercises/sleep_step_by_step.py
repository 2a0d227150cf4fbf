"""What happens at `await asyncio.sleep(...)`: the loop sets a timer, runs others, and resolves a future."""
import asyncio


async def waits():
    print("1. the coroutine runs up to its await")
    await asyncio.sleep(0.1)
    print("4. the future is resolved, the task goes on behind its await")


async def main():
    task = asyncio.create_task(waits())
    print("0. the task is queued:", task.done())
    await asyncio.sleep(0)
    print("2. it waits for a future, and others run:", type(task._fut_waiter).__name__, task._fut_waiter.done())
    asyncio.get_running_loop().call_later(0.05, print, "3. a callback, meanwhile")
    await task
    print("5. whoever awaited the task goes on:", task.done())


asyncio.run(main())
