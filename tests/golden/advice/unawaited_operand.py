# On one side of an operator, in a function that is no coroutine itself.
import asyncio


async def price(item):
    return 7


def total(items):
    result = 0
    for item in items:
        result = result + price(item)
    return result


async def main():
    print(total(["tea", "bread"]))


asyncio.run(main())
