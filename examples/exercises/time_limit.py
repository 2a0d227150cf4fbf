"""Patience with a limit: wait_for gives up, and cancels what it waited for."""
import asyncio


async def fetch(url, seconds):
    try:
        await asyncio.sleep(seconds)
        return f"{url}: 200"
    except asyncio.CancelledError:
        print(f"{url}: given up")
        raise


async def fetch_or(url, seconds, limit, default):
    try:
        return await asyncio.wait_for(fetch(url, seconds), timeout=limit)
    except TimeoutError:
        return default


async def main():
    answers = await asyncio.gather(
        fetch_or("/users", 0.5, 1, "nothing"),
        fetch_or("/recommendations", 5, 1, "nothing"),
    )
    print(answers)


asyncio.run(main())
