# ouro: CPython hangs. A task that will not be cancelled holds up the end of the run.
import asyncio


async def stubborn():
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            print("not I")


async def main():
    asyncio.create_task(stubborn())
    await asyncio.sleep(0.1)
    print("main ends")


asyncio.run(main())
