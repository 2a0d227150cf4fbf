"""Ten answers of a tenth of a second each: a second in a row, a tenth of one together."""
import asyncio
import time


async def get(endpoint):
    await asyncio.sleep(0.1)
    return f"answer {endpoint}"


async def main():
    start = time.perf_counter()
    in_a_row = [await get(n) for n in range(10)]
    print(f"in a row: {time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    together = await asyncio.gather(*(get(n) for n in range(10)))
    print(f"together: {time.perf_counter() - start:.1f} s, the same answers: {in_a_row == together}")
    start = time.perf_counter()
    for number, answer in enumerate(asyncio.as_completed([get(n) for n in range(10)])):
        await answer
    print(f"as they come: {number + 1} in {time.perf_counter() - start:.1f} s")


asyncio.run(main())
