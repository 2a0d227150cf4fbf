"""The bot's main loop with time.sleep instead of asyncio.sleep: one chore takes all the time, the other never begins."""
import asyncio
import time


async def every(seconds, what, rounds):
    for _ in range(rounds):
        print(what)
        time.sleep(seconds)


async def main():
    start = time.monotonic()
    chores = asyncio.gather(
        every(0.2, "checking for new messages", 5),
        every(0.5, "checking due appointments", 2),
    )
    try:
        await asyncio.wait_for(chores, timeout=0.3)
    except TimeoutError:
        print("closing time")
    print(f"nobody could stop them for {time.monotonic() - start:.1f} s")


asyncio.run(main())
