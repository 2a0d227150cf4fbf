# Cancelling before the start, while asleep, twice, and when it is swallowed.
import asyncio


async def sleeper(name):
    try:
        print(name, "sleeps")
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print(name, "cancelled", error.args)
        raise
    finally:
        print(name, "cleans up")


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("swallowed")
    await asyncio.sleep(0.1)
    return "finished anyway"


async def main():
    early = asyncio.create_task(sleeper("early"))
    print(early.cancel(), early.cancelled(), early.done())
    try:
        await early
    except asyncio.CancelledError:
        print("early never ran:", early.cancelled())

    late = asyncio.create_task(sleeper("late"))
    await asyncio.sleep(0.1)
    late.cancel("with a word")
    try:
        await late
    except asyncio.CancelledError as error:
        print("late:", error.args, late.done(), late.cancelled(), late.cancel())

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0.1)
    task.cancel()
    print(await task, task.cancelled())


asyncio.run(main())
