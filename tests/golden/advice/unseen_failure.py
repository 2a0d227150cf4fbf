# A task fails, and its exception is looked at by no one; the task is kept to the end.
import asyncio

kept = []


async def work():
    await asyncio.sleep(0.1)
    raise ValueError("nobody looks")


async def main():
    kept.append(asyncio.create_task(work(), name="worker"))
    await asyncio.sleep(0.2)
    print("main ends")


asyncio.run(main())
print("end")
