# Tasks that await each other in a ring cannot be cancelled: who asks gets a RecursionError, and where a timer asks,
# the loop's exception handler does.
import asyncio
import os
import sys


def handler(loop, context):
    # What is left over at the very end is told too.
    if "exception" in context:
        print("told:", context["message"], type(context["exception"]).__name__)


async def ring(number):
    tasks = []

    async def link(index):
        try:
            await tasks[(index + 1) % number]
        except RuntimeError as error:
            return str(error)

    tasks.extend(asyncio.create_task(link(index)) for index in range(number))
    await asyncio.sleep(0)
    return tasks


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    tasks = await ring(3)
    try:
        tasks[0].cancel()
    except RecursionError as error:
        print("RecursionError:", error)
    print([task.done() for task in tasks])

    async def waits():
        async with asyncio.timeout(0.05):
            await tasks[0]

    waiting = asyncio.create_task(waits())
    await asyncio.sleep(0.2)
    print("waits", waiting.done(), [task.done() for task in tasks])
    keep.extend(tasks + [waiting])
    loop.stop()


keep = []
loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(main())
except RuntimeError as error:
    print(error)
sys.stdout.flush()
os._exit(0)
