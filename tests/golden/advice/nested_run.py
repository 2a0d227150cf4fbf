# asyncio.run below a coroutine, in a plain function.
import asyncio


async def inner():
    return 5


def helper():
    return asyncio.run(inner())


async def main():
    print("before")
    print(helper())


asyncio.run(main())
