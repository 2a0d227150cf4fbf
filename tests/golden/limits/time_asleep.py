# test: max-time=0.05
# The limit of time is the machine's, also for a script whose sleeps take no time.
import asyncio


async def beat():
    try:
        while True:
            await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("cancelled")
        raise
    finally:
        print("finally")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(beat())
        group.create_task(beat())


asyncio.run(main())
