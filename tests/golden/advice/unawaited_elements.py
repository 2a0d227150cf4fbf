# A list of coroutines; one of them is used.
import asyncio


async def work(n):
    return n * 2


async def main():
    jobs = []
    for n in range(2):
        jobs.append(work(n))
    print(sum(jobs))


asyncio.run(main())
