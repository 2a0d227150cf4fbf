# What still runs when main returns is cancelled, and may clean up.
import asyncio


async def background(name):
    try:
        while True:
            print(name, "works")
            await asyncio.sleep(0.2)
    except asyncio.CancelledError:
        print(name, "is cut off")
        raise
    finally:
        print(name, "tidies up")


async def main():
    task = asyncio.create_task(background("one"))
    await asyncio.sleep(0.3)
    print("main returns", task.done())
    return "result"


print(asyncio.run(main()))
