# ouro: CPython hangs. task_done() is missing.
import asyncio


async def worker(queue):
    while True:
        print("did", await queue.get())


async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(worker(queue))
    await queue.put(1)
    await queue.put(2)
    await queue.join()
    task.cancel()


asyncio.run(main())
