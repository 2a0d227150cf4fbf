import asyncio


async def divides(by):
    await asyncio.sleep(0.05)
    return 1 / by


async def main():
    print(await divides(2))
    task = asyncio.create_task(asyncio.sleep(10))
    try:
        await divides(0)
    finally:
        print("finally", task.done())


asyncio.run(main())
