# A task that awaits itself, and a future of another loop.
import asyncio
import re


def show(error):
    text = re.sub(r" at [^ >]*asyncio[^ >]*:\d+", "", str(error))
    print(type(error).__name__, text)


async def itself():
    try:
        await asyncio.current_task()
    except RuntimeError as error:
        show(error)
    try:
        await asyncio.gather(asyncio.sleep(0), *[asyncio.shield(asyncio.current_task())], return_exceptions=True)
    except asyncio.CancelledError:
        print("cancelled")
    return "goes on"


async def other_loop(future):
    try:
        await future
    except RuntimeError as error:
        show(error)
    for call in (lambda: asyncio.gather(future), lambda: asyncio.gather(asyncio.sleep(0), future),
                 lambda: asyncio.wait_for(future, 0.05), lambda: asyncio.shield(future)):
        try:
            print(await call())
        except (RuntimeError, ValueError, TimeoutError) as error:
            show(error)
    task = asyncio.create_task(awaits(future), name="awaits")
    try:
        await task
    except RuntimeError as error:
        show(error)
    try:
        asyncio.ensure_future(future, loop=asyncio.get_running_loop())
    except ValueError as error:
        show(error)
    lock = asyncio.Lock()
    print(lock.locked())


async def awaits(future):
    return await future


async def main():
    task = asyncio.create_task(itself(), name="itself")
    await asyncio.sleep(0.05)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))


asyncio.run(main())
other = asyncio.new_event_loop()
asyncio.run(other_loop(other.create_future()))
other.close()
