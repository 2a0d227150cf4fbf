# Debug mode: other threads are kept from what is the loop's own.
import asyncio
import threading


def attempt(what, call):
    try:
        call()
        print(what, "went through")
    except Exception as error:
        print(what, type(error).__name__, error)


async def main():
    loop = asyncio.get_running_loop()
    watched, plain = loop.create_future(), loop.create_future()
    watched.add_done_callback(lambda future: print("told", future.result()))

    def elsewhere():
        attempt("call_soon", lambda: loop.call_soon(print))
        attempt("call_later", lambda: loop.call_later(0, print))
        attempt("call_at", lambda: loop.call_at(0, print))
        attempt("call_soon_threadsafe", lambda: loop.call_soon_threadsafe(print, "called"))
        attempt("create_future", loop.create_future)
        attempt("set_result", lambda: plain.set_result("plain"))
        attempt("time", loop.time)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    await asyncio.sleep(0.01)
    print(plain.result())

    def sets():
        attempt("set_result of one that is watched", lambda: watched.set_result("watched"))

    thread = threading.Thread(target=sets)
    thread.start()
    thread.join()
    print(watched.done())
    for call in (loop.call_soon, loop.call_soon_threadsafe):
        attempt("a coroutine function", lambda: call(main))
        attempt("a number", lambda: call(5))
    attempt("a coroutine function later", lambda: loop.call_later(1, main))
    attempt("a number at a time", lambda: loop.call_at(1, 5))
    attempt("a coroutine function in a thread", lambda: loop.run_in_executor(None, main))


asyncio.run(main(), debug=True)


async def without():
    loop = asyncio.get_running_loop()
    thread = threading.Thread(target=lambda: attempt("call_soon", lambda: loop.call_soon(print, "x")))
    thread.start()
    thread.join()
    await asyncio.sleep(0.01)


asyncio.run(without())
