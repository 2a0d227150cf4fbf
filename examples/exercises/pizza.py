"""Ten pizzas, one oven's worth of patience: in turn, by threads, and by tasks."""
import asyncio
import threading
import time

BAKING = 0.5


def bake(done, number):
    time.sleep(BAKING)
    done.append(number)


def in_turn(count):
    done = []
    for number in range(count):
        bake(done, number)
    return len(done)


def by_threads(count):
    done = []
    threads = [threading.Thread(target=bake, args=(done, number)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done)


async def bake_as_task(number):
    await asyncio.sleep(BAKING)
    return number


async def by_tasks(count):
    return len(await asyncio.gather(*(bake_as_task(number) for number in range(count))))


def timed(label, make):
    start = time.perf_counter()
    count = make()
    print(f"{label}: {count} pizzas in {time.perf_counter() - start:.1f} s")


timed("in turn", lambda: in_turn(10))
timed("threads", lambda: by_threads(10))
timed("tasks", lambda: asyncio.run(by_tasks(10)))
