# wait_for: in time, too late, and with None.
import asyncio


async def work(seconds):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print("cancelled after the timeout")
        raise
    return f"slept {seconds}"


async def main():
    print(await asyncio.wait_for(work(0.1), 0.5))
    print(await asyncio.wait_for(work(0.1), None))
    try:
        await asyncio.wait_for(work(1), timeout=0.2)
    except asyncio.TimeoutError as error:
        print(type(error).__name__, repr(str(error)), asyncio.TimeoutError is TimeoutError)


asyncio.run(main())
