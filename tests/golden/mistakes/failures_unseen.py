# Tasks and futures that fail while nobody looks.
# test: streams=joined
import asyncio


async def fails(word, delay=0.05):
    await asyncio.sleep(delay)
    raise ValueError(word)


def tell(task):
    if task.cancelled():
        print("cancelled:", task.get_name())
    elif task.exception() is not None:
        print(f"failed: {task.get_name()} {task.exception()!r}")


async def main():
    print("kept and never looked at")
    kept = asyncio.create_task(fails("kept"), name="kept")
    await asyncio.sleep(0.1)
    print("forgotten")
    asyncio.create_task(fails("forgotten"), name="forgotten")
    await asyncio.sleep(0.1)
    print("with a callback")
    task = asyncio.create_task(fails("watched"), name="watched")
    task.add_done_callback(tell)
    task = None
    await asyncio.sleep(0.1)
    task = asyncio.create_task(asyncio.sleep(10), name="stopped")
    task.add_done_callback(tell)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0.05)
    print("looked at")
    task = asyncio.create_task(fails("looked at"))
    await asyncio.wait([task])
    print(repr(task.exception()))
    task = None
    future = asyncio.get_running_loop().create_future()
    future.set_exception(LookupError("a future"))
    future = None
    print("gathered, one is told of")
    try:
        await asyncio.gather(fails("first"), fails("second", 0.1))
    except ValueError as error:
        print(repr(error))
    await asyncio.sleep(0.1)
    print("end of main")


asyncio.run(main())
print("over")
