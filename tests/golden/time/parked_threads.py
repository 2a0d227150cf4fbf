# Threads that all sleep: time goes by once for all of them, and for the loop beside them.
import asyncio
import threading
import time


def nap(results, number, seconds):
    time.sleep(seconds)
    results.append((number, round(time.monotonic() - start, 1)))


start = time.monotonic()
results = []
threads = [threading.Thread(target=nap, args=(results, n, 0.5)) for n in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(results), {seconds for _, seconds in results}, f"{time.monotonic() - start:.1f}")


async def main():
    begun = time.monotonic()
    naps = asyncio.gather(*(asyncio.to_thread(time.sleep, 0.1 * n) for n in (3, 1, 2)))
    ticks = 0
    while not naps.done():
        await asyncio.sleep(0.05)
        ticks += 1
    print(ticks in (6, 7), f"{time.monotonic() - begun:.1f}")


asyncio.run(main())

done = threading.Event()
threading.Timer(0.2, done.set).start()
begun = time.monotonic()
print(done.wait(5), f"{time.monotonic() - begun:.1f}")
print(threading.Event().wait(0.3), f"{time.monotonic() - begun:.1f}")
