# ouro: CPython hangs. Workers wait for items that no one puts in any more.
import asyncio


async def worker(queue):
    while True:
        item = await queue.get()
        print("did", item)


async def main():
    queue = asyncio.Queue()
    for n in range(2):
        queue.put_nowait(n)
    workers = [asyncio.create_task(worker(queue), name=f"worker-{n}") for n in range(3)]
    await asyncio.gather(*workers)


asyncio.run(main())
