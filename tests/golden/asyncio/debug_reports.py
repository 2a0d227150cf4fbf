# Debug mode: what goes wrong is told with the stack on which it was made.
import asyncio
import gc
import logging
import re


class ToStandardOutput(logging.Handler):
    def emit(self, record):
        text = re.sub(r" created at [^ >]+:\d+", " created", self.format(record))
        text = re.sub(r"(, defined)? at [^ >]*asyncio[^ >]*:\d+", "", text)
        text = re.sub(r"when=\d+\.\d+", "when=T", text)
        text = re.sub(r"<Future finis[^>]*>", "<Future>", text)
        print("--", record.levelname, text)


logging.getLogger("asyncio").addHandler(ToStandardOutput())
logging.getLogger("asyncio").propagate = False


async def fails():
    raise ValueError("no one looks")


def starts():
    return asyncio.create_task(fails(), name="fails")


def wrong():
    raise KeyError("callback")


async def main():
    loop = asyncio.get_running_loop()
    task = starts()
    await asyncio.sleep(0.01)
    del task
    future = loop.create_future()
    future.set_exception(LookupError("of a future"))
    del future
    loop.call_soon(wrong)
    loop.call_later(0.01, wrong)
    await asyncio.sleep(0.05)
    future = loop.create_future()
    future.add_done_callback(lambda f: wrong())
    future.set_result(None)
    await asyncio.sleep(0)
    loop.call_exception_handler({"message": "from a task", "zeta": 1, "alpha": "x"})

    def tells():
        loop.call_exception_handler({"message": "from a callback", "number": 5})

    loop.call_soon(tells)
    await asyncio.sleep(0)

    def handler(loop, context):
        print("handler", context["message"].split(" at ")[0], sorted(context))
        steps = context["source_traceback"]
        print(type(steps).__name__, [step.name for step in steps if "asyncio" not in step.filename])

    loop.set_exception_handler(handler)
    task = starts()
    await asyncio.sleep(0.01)
    del task
    loop.call_soon(wrong)
    await asyncio.sleep(0)


asyncio.run(main(), debug=True)
gc.collect()
print("a task of a loop that is gone")
loop = asyncio.new_event_loop()
loop.set_debug(True)
task = loop.create_task(asyncio.sleep(10), name="pending")
loop.run_until_complete(asyncio.sleep(0.01))
loop.close()
del task
gc.collect()
