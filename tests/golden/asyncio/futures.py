# Futures: results, exceptions, callbacks in order, wrong use.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda f: print("first callback", f.result()))
    future.add_done_callback(lambda f: print("second callback"))
    print(future.done(), future.cancelled())
    loop.call_soon(future.set_result, "value")
    print(await future, future.done(), future.result())
    try:
        future.set_result("again")
    except asyncio.InvalidStateError as error:
        print("InvalidStateError:", error)

    broken = loop.create_future()
    loop.call_later(0.05, broken.set_exception, KeyError("missing"))
    try:
        await broken
    except KeyError as error:
        print("KeyError:", error, repr(broken.exception()))

    early = loop.create_future()
    try:
        early.result()
    except asyncio.InvalidStateError as error:
        print("InvalidStateError:", error)
    early.cancel()
    try:
        await early
    except asyncio.CancelledError:
        print("cancelled")


asyncio.run(main())
