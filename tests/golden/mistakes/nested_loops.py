# One loop a thread: what runs another one within it is refused, in each of its ways.
# test: streams=joined
import asyncio
import threading


async def inner():
    return "inner"


async def main():
    loop = asyncio.get_running_loop()
    try:
        asyncio.run(inner())
    except RuntimeError as error:
        print("run:", error)
    coroutine = inner()
    try:
        loop.run_until_complete(coroutine)
    except RuntimeError as error:
        print("run_until_complete:", error)
    print(await coroutine)

    def elsewhere():
        print("in a thread:", asyncio.run(inner()))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    await asyncio.to_thread(thread.join)


asyncio.run(main())
print("again:", asyncio.run(inner()))
