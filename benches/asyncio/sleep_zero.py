# operations: 1000000
# One task that gives way a million times.
import asyncio


async def main():
    for _ in range(1_000_000):
        await asyncio.sleep(0)


asyncio.run(main())
