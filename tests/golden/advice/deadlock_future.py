# ouro: CPython hangs. A future that no one sets, an event, a condition and a semaphore.
import asyncio


async def for_event(event):
    await event.wait()


async def for_condition(condition):
    async with condition:
        await condition.wait()


async def for_place(semaphore):
    async with semaphore:
        await asyncio.get_running_loop().create_future()


async def main():
    semaphore = asyncio.Semaphore(1)
    async with asyncio.TaskGroup() as group:
        group.create_task(for_event(asyncio.Event()))
        group.create_task(for_condition(asyncio.Condition()))
        group.create_task(for_place(semaphore))
        group.create_task(for_place(semaphore))


asyncio.run(main())
