"""One of three that are gathered fails: the others go on, and whoever wants all results says so."""
import asyncio


async def check(name, seconds, error=None):
    await asyncio.sleep(seconds)
    if error is not None:
        raise error
    print(f"  {name} is done")
    return name


def checks():
    return check("messages", 0.3), check("calendar", 0.1, ValueError("no calendar")), check("database", 0.2)


async def main():
    print("gather:")
    try:
        await asyncio.gather(*checks())
    except ValueError as error:
        print(f"  told at once: {error}")
    await asyncio.sleep(0.3)
    print("return_exceptions=True:")
    print(" ", await asyncio.gather(*checks(), return_exceptions=True))
    print("a task group:")
    try:
        async with asyncio.TaskGroup() as group:
            for coroutine in checks():
                group.create_task(coroutine)
    except* ValueError as errors:
        print(f"  the others are cancelled: {errors.exceptions[0]}")


asyncio.run(main())
