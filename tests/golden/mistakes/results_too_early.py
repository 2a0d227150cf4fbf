# Asked before they are done, set more than once, or not theirs to set.
import asyncio


async def work():
    await asyncio.sleep(0.05)
    return "done"


async def main():
    loop = asyncio.get_running_loop()
    task, future = asyncio.create_task(work()), loop.create_future()
    for thing in (task, future):
        for ask in (thing.result, thing.exception):
            try:
                ask()
            except asyncio.InvalidStateError as error:
                print(type(error).__name__, error)
    for refused in (lambda: task.set_result(1), lambda: task.set_exception(ValueError())):
        try:
            refused()
        except RuntimeError as error:
            print(error)
    future.set_result(1)
    for again in (lambda: future.set_result(2), lambda: future.set_exception(ValueError("late"))):
        try:
            again()
        except asyncio.InvalidStateError as error:
            print(type(error).__name__, error)
    print(future.result(), future.exception(), future.cancel())
    for wrong in (StopIteration(), StopIteration, "text", 5, None):
        future = loop.create_future()
        try:
            future.set_exception(wrong)
            print(repr(future.exception()))
        except (TypeError, RuntimeError) as error:
            print(type(error).__name__, error)
    future = loop.create_future()
    future.cancel("not wanted")
    for ask in (future.result, future.exception):
        try:
            ask()
        except asyncio.CancelledError as error:
            print(repr(error))
    try:
        future.set_result(1)
    except asyncio.InvalidStateError as error:
        print(error)
    loop.call_soon(lambda: task.cancel() and None)
    future = loop.create_future()
    loop.call_soon(future.set_result, "first")
    loop.call_soon(future.set_result, "second")
    print(await future)
    await asyncio.sleep(0.05)


asyncio.run(main())
