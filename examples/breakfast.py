"""Waiting one after another, and waiting for everything at once.

Run it with `ouro --clock virtual examples/breakfast.py`: the same times, without the waiting.
"""
import asyncio
import time


async def prepare(what, minutes):
    print(f"  {what}: started")
    await asyncio.sleep(minutes)
    print(f"  {what}: ready")
    return what


async def one_after_another():
    tea = await prepare("tea", 3)
    toast = await prepare("toast", 2)
    return [tea, toast]


async def all_at_once():
    return await asyncio.gather(prepare("tea", 3), prepare("toast", 2))


async def main():
    for cook in (one_after_another, all_at_once):
        print(cook.__name__)
        start = time.perf_counter()
        table = await cook()
        print(f"  on the table: {', '.join(table)} after {time.perf_counter() - start:.1f}s")


asyncio.run(main())
