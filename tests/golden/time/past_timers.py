# Timers that are set in the past run in the order of their deadlines, before those of the future.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    now = loop.time()
    order = []
    for offset in (0.2, -3, 0.1, -1, -2, 0.3):
        loop.call_at(now + offset, order.append, offset)
    await asyncio.sleep(0)
    print("after one turn:", order)
    await asyncio.sleep(0)
    print("after two turns:", order)
    await asyncio.sleep(0.5)
    print("at the end:", order)


asyncio.run(main())
