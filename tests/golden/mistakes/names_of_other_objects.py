# What is the loop's is not the module's, and the other way round.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    for owner, name in ((asyncio, "run_in_executor"), (asyncio, "call_later"), (asyncio, "call_soon"), (loop, "gather"),
                        (loop, "sleep"), (loop, "wait_for"), (asyncio, "Promise"), (asyncio, "create_tasks"),
                        (asyncio, "time")):
        try:
            getattr(owner, name)
            print(name, "is there")
        except AttributeError as error:
            print(error)
    coroutine = asyncio.sleep(0)
    for name in ("result", "cancel", "done", "add_done_callback"):
        try:
            getattr(coroutine, name)
        except AttributeError as error:
            print(error)
    await coroutine
    task = asyncio.create_task(asyncio.sleep(0))
    for name in ("send", "close", "start", "join", "get_result"):
        try:
            getattr(task, name)
        except AttributeError as error:
            print(error)
    future = loop.create_future()
    for name in ("get_name", "cancelling", "then"):
        try:
            getattr(future, name)
        except AttributeError as error:
            print(error)
    await task


asyncio.run(main())
