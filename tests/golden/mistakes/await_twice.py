# A coroutine runs once; a task may be awaited as often as one likes.
import asyncio


async def work():
    await asyncio.sleep(0.05)
    return "done"


async def main():
    coroutine = work()
    print(await coroutine)
    try:
        await coroutine
    except RuntimeError as error:
        print(error)
    task = asyncio.create_task(work())
    print(await task, await task, await task)
    coroutine = work()
    first, second = asyncio.create_task(coroutine), asyncio.create_task(coroutine)
    for task in (first, second):
        try:
            print(await task)
        except RuntimeError as error:
            print(error)
    results = await asyncio.gather(*[work()] * 3)
    print(results)
    coroutine = work()
    print(await asyncio.gather(coroutine, coroutine))
    coroutine.close()
    try:
        coroutine.send(None)
    except RuntimeError as error:
        print(error)


asyncio.run(main())
