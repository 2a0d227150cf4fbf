# A loop that is closed does nothing any more, and may be closed again.
# test: streams=joined
import asyncio


async def work():
    return "done"


loop = asyncio.new_event_loop()
print(loop.run_until_complete(work()), loop.is_closed())
loop.close()
loop.close()
print(loop.is_closed(), loop.is_running())
for what, call in (("run_until_complete", lambda: loop.run_until_complete(work())), ("run_forever", loop.run_forever),
                   ("call_soon", lambda: loop.call_soon(print)), ("call_later", lambda: loop.call_later(1, print)),
                   ("call_at", lambda: loop.call_at(1, print)), ("create_task", lambda: loop.create_task(work())),
                   ("call_soon_threadsafe", lambda: loop.call_soon_threadsafe(print)),
                   ("run_in_executor", lambda: loop.run_in_executor(None, print)),
                   ("stop", loop.stop), ("create_future", lambda: type(loop.create_future()).__name__)):
    try:
        print(what, call())
    except RuntimeError as error:
        print(what, "->", error)


async def closes():
    try:
        asyncio.get_running_loop().close()
    except RuntimeError as error:
        print(error)


asyncio.run(closes())
future = loop.create_future()
future.set_result(1)
print(future.result())
future = loop.create_future()
future.add_done_callback(print)
try:
    future.set_result(1)
except RuntimeError as error:
    print(error)
