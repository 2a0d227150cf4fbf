"""Underneath: callbacks, timers and a future, without any task but the main one."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    loop.call_later(0.2, print, "second timer")
    loop.call_later(0.1, print, "first timer")
    loop.call_soon(print, "as soon as possible")
    loop.call_later(0.3, answer.set_result, 42)
    answer.add_done_callback(lambda future: print("the future holds", future.result()))

    print("nothing has run yet")
    print("awaited:", await answer)


asyncio.run(main())
