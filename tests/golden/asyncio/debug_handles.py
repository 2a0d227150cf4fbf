# Debug mode: reprs say where futures, tasks and handles were made, and with which arguments callbacks are called.
import asyncio
import os
import re


def show(thing):
    text = re.sub(r"(, defined)? at [^ >]*asyncio[^ >]*:\d+", "", repr(thing))
    print(re.sub(r"when=\d+\.\d+", "when=T", text))


def made(thing):
    text = repr(thing)
    assert " created at " in text, text
    show(re.sub(r" created at [^ >]+:\d+", " created", text))


def callback(*args):
    pass


async def main():
    loop = asyncio.get_running_loop()
    show(loop)
    handle = loop.call_soon(callback, 1, "two", [3, 4, 5, 6, 7, 8, 9, 10])
    show(handle)
    handle.cancel()
    show(handle)
    handle = loop.call_later(5, print, "x" * 100)
    show(handle)
    handle.cancel()
    show(handle)
    show(loop.call_soon(handle.cancel))
    made(loop.create_future())
    show(asyncio.Future())
    future = asyncio.Future()
    future.add_done_callback(callback)
    show(future)
    future.set_result(5)
    show(future)
    task = asyncio.create_task(asyncio.sleep(0.01, "slept"), name="sleeper")
    made(task)
    await asyncio.sleep(0)
    made(task)
    await task
    made(task)
    made(asyncio.gather(asyncio.sleep(0)))
    show([step.name for step in asyncio.Future()._source_traceback if "asyncio" not in step.filename])
    await asyncio.sleep(0)


asyncio.run(main(), debug=True)
print("by the environment")
os.environ["PYTHONASYNCIODEBUG"] = "1"
loop = asyncio.new_event_loop()
print(loop.get_debug())
loop.close()
os.environ["PYTHONASYNCIODEBUG"] = ""
loop = asyncio.new_event_loop()
print(loop.get_debug())
loop.close()
del os.environ["PYTHONASYNCIODEBUG"]
with asyncio.Runner(debug=True) as runner:
    print(runner.get_loop().get_debug())
    runner.run(asyncio.sleep(0))
with asyncio.Runner() as runner:
    print(runner.get_loop().get_debug())
    print(runner.get_loop().call_soon(callback, 1, 2))
