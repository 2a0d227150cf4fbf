# Whatever a callback raises goes to the loop's exception handler; the loop goes on.
import asyncio


class Odd(BaseException):
    pass


def handler(loop, context):
    message = context["message"].split(" at ")[0]
    print("told:", message, repr(context.get("exception")), sorted(context))


def raises(error, *rest):
    raise error


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(raises, ValueError("soon"))
    loop.call_later(0.05, raises, KeyError("later"))
    loop.call_soon(raises, Odd("base"))
    future = loop.create_future()
    future.add_done_callback(lambda f: 1 / 0)
    future.add_done_callback(lambda f: print("the next callback runs", f.result()))
    future.set_result(7)
    print("await", await future)
    await asyncio.sleep(0.1)

    task = asyncio.create_task(asyncio.sleep(0))
    task.add_done_callback(lambda t: raises(OSError("task's")))
    await task
    await asyncio.sleep(0)
    print("end of main")


def stop_in_callback():
    loop = asyncio.new_event_loop()
    for error in (SystemExit(3), KeyboardInterrupt("key")):
        loop.call_soon(raises, error)
        loop.call_soon(print, "still ready after", repr(error))
        try:
            loop.run_forever()
        except BaseException as caught:
            print("leaves the loop:", repr(caught), caught is error)
        print(loop)
        loop.call_soon(loop.stop)
        loop.run_forever()
    loop.close()


asyncio.run(main())
stop_in_callback()
