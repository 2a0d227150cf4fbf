# Call and use in one expression.
import asyncio


async def numbers():
    return [1, 2, 3]


async def main():
    print(numbers()[0])


asyncio.run(main())
