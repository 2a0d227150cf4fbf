# Names of tasks, current_task, done callbacks.
import asyncio


async def work():
    print("in", asyncio.current_task().get_name())
    await asyncio.sleep(0)
    return 1


async def main():
    print(asyncio.current_task().get_name())
    tasks = [asyncio.create_task(work()), asyncio.create_task(work(), name="named")]
    tasks[0].set_name("renamed")
    for task in tasks:
        task.add_done_callback(lambda t: print("done", t.get_name(), t.result()))
    await asyncio.gather(*tasks)
    print([task.get_name() for task in tasks], tasks[0].done())


asyncio.run(main())
