# A lock of threads, a queue of threads and a join block the loop as a sleep does.
import asyncio
import queue
import threading
import time


async def ticker():
    for _ in range(12):
        await asyncio.sleep(0.1)


async def rude():
    lock = threading.Lock()

    def hold():
        with lock:
            time.sleep(0.4)

    holder = threading.Thread(target=hold)
    holder.start()
    time.sleep(0)
    with lock:
        print("got the lock")
    letters = queue.Queue()
    threading.Timer(0.3, letters.put, ["letter"]).start()
    print(letters.get())
    slow = threading.Thread(target=time.sleep, args=(0.5,))
    slow.start()
    slow.join()
    print("joined")


async def main():
    await asyncio.gather(ticker(), rude())


asyncio.run(main())
