# Debug mode: what holds the loop is logged as a warning, with how long it took.
import asyncio
import functools
import logging
import re
import time


class ToStandardOutput(logging.Handler):
    def emit(self, record):
        text = record.getMessage()
        text = re.sub(r"took (\d+\.\d+) seconds", lambda m: f"took {float(m[1]):.1f} s", text)
        text = re.sub(r"when=\d+\.\d+", "when=T", text)
        text = re.sub(r"<Future finis[^>]*>", "<Future>", text)
        text = re.sub(r" created at [^ >]+:\d+", " created", text)
        text = re.sub(r"(, defined)? at [^ >]*asyncio[^ >]*:\d+", "", text)
        print(record.name, record.levelname, text)


logging.getLogger("asyncio").addHandler(ToStandardOutput())
logging.getLogger("asyncio").propagate = False


async def computes(seconds):
    time.sleep(seconds)


async def computes_and_waits():
    time.sleep(0.17)
    await asyncio.sleep(0.01)
    return "done"


def callback(word, *, loud=False):
    time.sleep(0.13)


class Machine:
    def run(self):
        time.sleep(0.12)

    def __call__(self, future):
        time.sleep(0.14)

    def __repr__(self):
        return "<Machine>"


async def main():
    loop = asyncio.get_running_loop()
    print(loop.slow_callback_duration, loop.get_debug())
    await asyncio.create_task(computes(0.2), name="worker-1")
    await asyncio.create_task(computes(0.01), name="worker-2")
    await asyncio.create_task(computes_and_waits(), name="worker-3")
    loop.call_soon(callback, "word")
    await asyncio.sleep(0)
    loop.call_soon(functools.partial(callback, loud=True), "other word")
    await asyncio.sleep(0)
    loop.call_later(0.01, Machine().run)
    await asyncio.sleep(0.05)
    future = loop.create_future()
    future.add_done_callback(lambda f: time.sleep(0.16))
    future.set_result("a result that is far too long to be shown as a whole")
    await asyncio.sleep(0)
    print("a longer patience")
    loop.slow_callback_duration = 0.3
    await asyncio.create_task(computes(0.15), name="worker-4")
    await asyncio.create_task(computes(0.37), name="worker-5")
    print("debug mode off")
    loop.set_debug(False)
    await asyncio.create_task(computes(0.37), name="worker-6")
    print("and on")
    loop.set_debug(True)
    await asyncio.create_task(computes(0.37), name="worker-7")


asyncio.run(main(), debug=True)
