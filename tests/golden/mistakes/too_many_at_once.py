# Tasks without a limit all go at once; a semaphore, or workers with a queue, keep them few.
import asyncio


class Server:
    def __init__(self):
        self.now = self.most = 0

    async def ask(self, n):
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.05)
        self.now -= 1
        return n


async def main():
    server = Server()
    await asyncio.gather(*(server.ask(n) for n in range(200)))
    print("no limit:", server.most)

    server, limit = Server(), asyncio.Semaphore(20)

    async def polite(n):
        async with limit:
            return await server.ask(n)

    results = await asyncio.gather(*(polite(n) for n in range(200)))
    print("a semaphore:", server.most, sum(results))

    server, queue, results = Server(), asyncio.Queue(maxsize=5), []

    async def worker():
        while True:
            n = await queue.get()
            results.append(await server.ask(n))
            queue.task_done()

    workers = [asyncio.create_task(worker()) for _ in range(10)]
    for n in range(100):
        await queue.put(n)
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    print("ten workers:", server.most, sum(results))


asyncio.run(main())
