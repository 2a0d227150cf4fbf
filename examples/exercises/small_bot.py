"""The main loop of a bot: two chores that never end, and a way to stop them."""
import asyncio


async def every(seconds, what):
    count = 0
    try:
        while True:
            print(what)
            count += 1
            await asyncio.sleep(seconds)
    finally:
        print(f"{what}: stopped after {count}")


async def main():
    bot = asyncio.gather(
        every(2, "checking for new messages"),
        every(5, "checking due appointments"),
    )
    try:
        await asyncio.wait_for(bot, timeout=11)
    except TimeoutError:
        print("closing time")


asyncio.run(main())
