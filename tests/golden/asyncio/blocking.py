# A blocking call stops every task; an awaited sleep stops one.
import asyncio
import time

start = time.perf_counter()


def say(*words):
    print(f"[{time.perf_counter() - start:.1f}s]", *words)


async def ticker():
    for n in range(3):
        say("tick", n)
        await asyncio.sleep(0.1)


async def main():
    task = asyncio.create_task(ticker())
    await asyncio.sleep(0.02)
    say("blocking")
    time.sleep(0.5)
    say("blocked")
    await task
    say("end")


asyncio.run(main())
