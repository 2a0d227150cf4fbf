# Gatherings within gatherings are cancelled, whatever their depth up to the recursion limit.
import asyncio


async def sleeper(log):
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError as error:
        log.append(repr(error))
        raise


async def main():
    for depth in (1, 10, 100, 300):
        log = []
        future = asyncio.gather(sleeper(log), sleeper(log))
        for _ in range(depth):
            future = asyncio.gather(future, return_exceptions=False)
        await asyncio.sleep(0)
        print(depth, future.cancel("enough"))
        try:
            await future
        except asyncio.CancelledError as error:
            print("cancelled", repr(error), log)
    log = []
    future = asyncio.gather(sleeper(log))
    for _ in range(5000):
        future = asyncio.gather(future)
    await asyncio.sleep(0)
    try:
        print(future.cancel())
    except RecursionError as error:
        print(type(error).__name__)


asyncio.run(main())
