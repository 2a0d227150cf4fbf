# A list where gather wants arguments.
import asyncio


async def work(n):
    return n


async def main():
    jobs = [work(n) for n in range(3)]
    results = await asyncio.gather(jobs)
    print(results)


asyncio.run(main())
