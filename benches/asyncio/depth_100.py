# operations: 300000
# Resumed 300,000 times at await depth 100.
import asyncio


async def nest(depth):
    if depth > 1:
        await nest(depth - 1)
    else:
        for _ in range(300_000):
            await asyncio.sleep(0)


asyncio.run(nest(100))
