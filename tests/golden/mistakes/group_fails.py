# A task group: one failure cancels the others, and all failures come together.
import asyncio


async def works(word):
    try:
        await asyncio.sleep(1)
        return word
    except asyncio.CancelledError as error:
        print("a worker is cancelled", repr(error))
        raise


async def fails(error, delay):
    await asyncio.sleep(delay)
    raise error


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(works("a")), group.create_task(fails(ValueError("b"), 0.05)),
                     group.create_task(works("c"))]
    except* ValueError as errors:
        print(errors.exceptions)
    print([task.cancelled() for task in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(ValueError("one"), 0.05))
            group.create_task(fails(KeyError("two"), 0.05))
            raise LookupError("the body")
    except BaseExceptionGroup as error:
        print(repr(error))
    try:
        async with asyncio.timeout(0.05):
            async with asyncio.TaskGroup() as group:
                group.create_task(works("d"))
    except TimeoutError as error:
        print(repr(error))
    group.create_task(works("e"))


asyncio.run(main())
