# A call that blocks stops all others; a thread keeps it from that.
import asyncio
import time


async def ticks(start, log):
    for _ in range(4):
        log.append(round(time.monotonic() - start, 1))
        await asyncio.sleep(0.1)


async def main():
    for what in ("asyncio.sleep", "time.sleep", "to_thread", "computing"):
        start, log = time.monotonic(), []
        ticking = asyncio.create_task(ticks(start, log))
        await asyncio.sleep(0.07)
        if what == "asyncio.sleep":
            await asyncio.sleep(0.3)
        elif what == "time.sleep":
            time.sleep(0.3)
        elif what == "to_thread":
            await asyncio.to_thread(time.sleep, 0.3)
        else:
            end = time.monotonic() + 0.3
            while time.monotonic() < end:
                pass
        await ticking
        print(what, log)


asyncio.run(main())
