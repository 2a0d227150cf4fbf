"""Giving up on something slow, and letting it clean up."""
import asyncio


async def fetch(page, seconds):
    try:
        await asyncio.sleep(seconds)
        return f"<{page}>"
    except asyncio.CancelledError:
        print(f"{page}: cancelled, closing the connection")
        raise
    finally:
        print(f"{page}: done with it")


async def main():
    for page, seconds in [("news", 0.2), ("archive", 5)]:
        try:
            print("got", await asyncio.wait_for(fetch(page, seconds), timeout=0.5))
        except TimeoutError:
            print(f"gave up on {page}")

    task = asyncio.create_task(fetch("weather", 10))
    await asyncio.sleep(0.1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("the task was cancelled:", task.cancelled())


asyncio.run(main())
