"""A mixed load that goes on for so many seconds: whoever watches it sees whether memory stays flat.

Each round starts afresh and checks its own results; what a round leaves behind is a leak.
"""
import asyncio
import contextlib
import random
import sys
import time


class Node:
    """Two of these make a cycle."""

    def __init__(self, payload):
        self.payload = payload
        self.other = None


class Expected(Exception):
    pass


async def tasks_and_timers(chance):
    async def child(n):
        await asyncio.sleep(n % 5 / 1000)
        return n

    results = await asyncio.gather(*(child(n) for n in range(200)))
    assert results == list(range(200))
    handles = [asyncio.get_running_loop().call_later(60, print, n) for n in range(200)]
    for handle in handles:
        handle.cancel()


async def queues(chance):
    queue = asyncio.Queue(maxsize=7)
    taken = []

    async def producer(start):
        for n in range(start, start + 50):
            await queue.put(n)

    async def consumer():
        while True:
            taken.append(await queue.get())
            queue.task_done()

    consumers = [asyncio.create_task(consumer()) for _ in range(3)]
    await asyncio.gather(*(producer(start) for start in (0, 50, 100)))
    await queue.join()
    for task in consumers:
        task.cancel()
    await asyncio.gather(*consumers, return_exceptions=True)
    assert sorted(taken) == list(range(150))


async def locks(chance):
    lock, places, event = asyncio.Lock(), asyncio.Semaphore(3), asyncio.Event()
    condition = asyncio.Condition()
    counts = {"lock": 0, "places": 0, "woken": 0}

    async def worker():
        async with lock:
            counts["lock"] += 1
            await asyncio.sleep(0)
        async with places:
            counts["places"] += 1
            await asyncio.sleep(0)
        await event.wait()
        async with condition:
            await condition.wait()
            counts["woken"] += 1

    workers = [asyncio.create_task(worker()) for _ in range(30)]
    await asyncio.sleep(0.005)
    event.set()
    while counts["woken"] < 30:
        await asyncio.sleep(0)
        async with condition:
            condition.notify(5)
    await asyncio.gather(*workers)
    assert counts == {"lock": 30, "places": 30, "woken": 30}


async def cancellations(chance):
    ended = []

    async def stubborn(n):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            ended.append(n)
            raise

    tasks = [asyncio.create_task(stubborn(n)) for n in range(100)]
    await asyncio.sleep(0)
    chance.shuffle(tasks)
    for task in tasks:
        task.cancel("enough")
    await asyncio.gather(*tasks, return_exceptions=True)
    assert len(ended) == 100
    for _ in range(20):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.0005)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.0005):
                await asyncio.sleep(60)


async def failures(chance):
    async def fail(n):
        await asyncio.sleep(0)
        try:
            raise Expected(n)
        except Expected as error:
            raise ValueError("again") from error

    results = await asyncio.gather(*(fail(n) for n in range(50)), return_exceptions=True)
    assert all(isinstance(result.__cause__, Expected) for result in results)
    try:
        async with asyncio.TaskGroup() as group:
            for n in range(10):
                group.create_task(fail(n))
            group.create_task(asyncio.sleep(60))
    except ExceptionGroup as failed:
        assert len(failed.exceptions) == 10


async def generators(chance):
    def numbers(count):
        for n in range(count):
            yield n

    async def stream(count):
        try:
            for n in numbers(count):
                await asyncio.sleep(0)
                yield n
        finally:
            await asyncio.sleep(0)

    total = 0
    async for n in stream(50):
        total += n
    left = stream(50)
    async for n in left:
        if n == 10:
            break
    await left.aclose()
    half = [next(numbers(5)) for _ in range(100)]
    assert total == 1225 and half == [0] * 100


async def objects(chance):
    for n in range(300):
        one, two = Node("x" * n), Node([n] * 10)
        one.other, two.other = two, one
    table = {f"key {n}": {"n": n, "text": f"{n:>10}"} for n in range(500)}
    words = " ".join(entry["text"] for entry in table.values()).split()
    assert len(words) == 500 and sum(map(int, words)) == 124750
    big = 3 ** 500 // 7 ** 50
    assert str(big)[0] in "123456789"


async def threads(chance):
    def blocking(n):
        time.sleep(0.001)
        return n * n

    results = await asyncio.gather(*(asyncio.to_thread(blocking, n) for n in range(8)))
    assert results == [n * n for n in range(8)]


PARTS = [tasks_and_timers, queues, locks, cancellations, failures, generators, objects, threads]


async def main(seconds):
    chance = random.Random(1)
    start = last = time.monotonic()
    rounds = 0
    while time.monotonic() - start < seconds:
        order = PARTS[:]
        chance.shuffle(order)
        await asyncio.gather(*(part(chance) for part in order[:4]))
        for part in order[4:]:
            await part(chance)
        rounds += 1
        if time.monotonic() - last >= 1:
            last = time.monotonic()
            print(rounds, flush=True)
    print("rounds:", rounds)
    assert len(asyncio.all_tasks()) == 1


asyncio.run(main(float(sys.argv[1])))
