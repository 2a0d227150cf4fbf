# ouro: CPython hangs. Tasks that await each other.
import asyncio


async def follow(others, index):
    await asyncio.sleep(0.1)
    return await others[(index + 1) % len(others)]


async def main():
    tasks = []
    for index in range(3):
        tasks.append(asyncio.create_task(follow(tasks, index)))
    await tasks[0]


asyncio.run(main())
