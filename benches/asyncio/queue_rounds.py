# operations: 200000
# Two tasks and two queues: each round is a put and a get on both sides.
import asyncio

ROUNDS = 200_000


async def echo(inbox, outbox):
    while (item := await inbox.get()) is not None:
        await outbox.put(item + 1)


async def main():
    there, back = asyncio.Queue(1), asyncio.Queue(1)
    other = asyncio.create_task(echo(there, back))
    total = 0
    for n in range(ROUNDS):
        await there.put(n)
        total += await back.get()
    await there.put(None)
    await other
    print(total)


asyncio.run(main())
