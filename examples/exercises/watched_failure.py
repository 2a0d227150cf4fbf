"""Fire and forget, but not in silence: a callback sees how the task ended."""
import asyncio

running = set()


def ended(task):
    running.discard(task)
    if task.cancelled():
        print(f"{task.get_name()}: cancelled")
    elif task.exception():
        print(f"{task.get_name()}: failed with {task.exception()!r}")
    else:
        print(f"{task.get_name()}: done, {task.result()}")


def start(coroutine, name):
    task = asyncio.create_task(coroutine, name=name)
    # The loop holds tasks weakly: whoever starts one keeps it.
    running.add(task)
    task.add_done_callback(ended)
    return task


async def count_words(text):
    await asyncio.sleep(0.1)
    return len(text.split())


async def divide(a, b):
    await asyncio.sleep(0.2)
    return a / b


async def main():
    start(count_words("never mind the order"), "counting")
    start(divide(1, 0), "dividing")
    start(asyncio.sleep(60), "sleeping").cancel()
    await asyncio.sleep(0.5)
    print("main goes on,", len(running), "left")


asyncio.run(main())
