# Called: what the coroutine returns is a function.
import asyncio


async def make_adder(n):
    return lambda x: x + n


async def main():
    add = make_adder(2)
    print(add(3))


asyncio.run(main())
