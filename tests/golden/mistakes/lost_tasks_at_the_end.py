# What is left when main ends: `asyncio.run` cancels it; a loop that is closed by hand leaves it pending.
# test: streams=joined
import asyncio
import gc


async def long(word):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print(word, "is cancelled")
        raise
    finally:
        print(word, "cleans up")


async def main():
    tasks = [asyncio.create_task(long(word)) for word in ("first",)]
    await asyncio.sleep(0)
    print("main ends", len(tasks))


asyncio.run(main())
print("---")


async def never_begun():
    asyncio.create_task(long("third"))
    print("main ends")


asyncio.run(never_begun())
print("---")
loop = asyncio.new_event_loop()
task = loop.create_task(long("by hand"), name="by hand")
loop.run_until_complete(asyncio.sleep(0.05))
loop.close()
print("closed")
task = None
gc.collect()
print("over")
