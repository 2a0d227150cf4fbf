# The error is caught; the coroutine behind it is told of at the end.
import asyncio


async def numbers():
    return [1]


async def main():
    try:
        numbers()[0]
    except TypeError as error:
        print(error)


asyncio.run(main())
