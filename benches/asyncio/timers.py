# operations: 100000
# 100,000 timers, set in no order of time.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    left = 100_000

    def fire():
        nonlocal left
        left -= 1
        if not left:
            done.set_result("all fired")

    for n in range(100_000):
        loop.call_later(n * 7919 % 1000 / 10_000, fire)
    print(await done)


asyncio.run(main())
