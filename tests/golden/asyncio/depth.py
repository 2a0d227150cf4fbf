# Values and exceptions travel through many awaits.
import asyncio


async def dive(depth, how):
    if depth == 0:
        await asyncio.sleep(0.05)
        if how == "fail":
            raise ValueError("from the ground")
        return 0
    try:
        return 1 + await dive(depth - 1, how)
    finally:
        if depth == 200:
            print("last to leave")


async def main():
    print(await dive(200, "return"))
    try:
        await dive(200, "fail")
    except ValueError as error:
        print(error)
    task = asyncio.create_task(dive(200, "sleep"))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")


asyncio.run(main())
