"""Can two tasks run at the same time? No: they share a thread. Processes can, and take arguments and results along."""
import asyncio
import os
import threading
from concurrent.futures import ProcessPoolExecutor


def count_primes(limit):
    return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit)), os.getpid()


async def as_task(limit, threads):
    threads.add(threading.get_ident())
    await asyncio.sleep(0)
    return count_primes(limit)


async def main():
    threads = set()
    results = await asyncio.gather(as_task(2000, threads), as_task(3000, threads))
    print([primes for primes, _ in results], "tasks:", len(threads), "thread,", len({pid for _, pid in results}), "process")
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(max_workers=2) as pool:
        jobs = [loop.run_in_executor(pool, count_primes, limit) for limit in (2000, 3000)]
        results = await asyncio.gather(*jobs)
    elsewhere = all(pid != os.getpid() for _, pid in results)
    print([primes for primes, _ in results], "workers: other processes:", elsewhere)


if __name__ == "__main__":
    asyncio.run(main())
