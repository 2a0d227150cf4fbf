# Ctrl-C at one moment after the other: the main task is cancelled, `finally` blocks run, and it ends in KeyboardInterrupt.
import asyncio
import os
import signal
import time


def interrupt():
    os.kill(os.getpid(), signal.SIGINT)


async def attempt(how):
    try:
        await how()
        print("  not interrupted")
    except asyncio.CancelledError as error:
        print("  cancelled", error.args)
        raise
    finally:
        print("  finally")


async def while_asleep():
    asyncio.get_running_loop().call_later(0.05, interrupt)
    await asyncio.sleep(5)


async def while_computing():
    interrupt()
    for _ in range(1000):
        pass
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("  not reached")


async def in_a_callback():
    asyncio.get_running_loop().call_soon(interrupt)
    await asyncio.sleep(5)


async def among_others():
    async def other(n):
        try:
            await asyncio.sleep(5)
        finally:
            print("  other ends", n)

    others = [asyncio.create_task(other(n)) for n in range(1)]
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(0.05, interrupt)
    await asyncio.gather(*others)


async def in_a_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.sleep(5))
        asyncio.get_running_loop().call_later(0.05, interrupt)


async def cleans_up_slowly():
    asyncio.get_running_loop().call_later(0.05, interrupt)
    try:
        await asyncio.sleep(5)
    finally:
        await asyncio.sleep(0.05)
        print("  cleaned up")


async def swallows():
    asyncio.get_running_loop().call_later(0.05, interrupt)
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("  swallowed")


async def twice():
    loop = asyncio.get_running_loop()
    loop.call_later(0.05, interrupt)
    loop.call_later(0.15, interrupt)
    try:
        await asyncio.sleep(5)
    finally:
        print("  takes long to clean up")
        await asyncio.sleep(5)
        print("  not reached")


async def in_a_thread_pool():
    asyncio.get_running_loop().call_later(0.05, interrupt)
    await asyncio.to_thread(time.sleep, 0.2)


def on_close():
    loop = asyncio.new_event_loop()
    loop.call_later(0.05, interrupt)
    try:
        loop.run_until_complete(asyncio.sleep(5))
    except KeyboardInterrupt:
        print("  run_until_complete is interrupted")
    loop.close()


for how in (while_asleep, while_computing, in_a_callback, among_others, in_a_group, cleans_up_slowly, swallows, twice,
            in_a_thread_pool):
    print(how.__name__)
    try:
        asyncio.run(attempt(how))
        print("  ended")
    except KeyboardInterrupt as error:
        print("  KeyboardInterrupt", repr(error.__context__))
print("by hand")
on_close()
print("a handler of the script's own")
signal.signal(signal.SIGINT, lambda number, frame: print("  handler", number))


async def handled():
    interrupt()
    await asyncio.sleep(0.05)
    print("  went on")


asyncio.run(handled())
