"""gather gives all results in order; wait says which are done, and lets you go on with the first."""
import asyncio


async def ask(server, seconds):
    await asyncio.sleep(seconds)
    return server


async def main():
    print(await asyncio.gather(ask("a", 0.3), ask("b", 0.1), ask("c", 0.2)))

    tasks = {asyncio.create_task(ask(name, s)) for name, s in [("a", 0.3), ("b", 0.1), ("c", 0.2)]}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print("first:", [task.result() for task in done], "and", len(pending), "to come")
    for task in pending:
        task.cancel()
    done, pending = await asyncio.wait(tasks)
    print("cancelled:", sum(task.cancelled() for task in done))


asyncio.run(main())
