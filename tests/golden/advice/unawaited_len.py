# Given to a built-in function, which names the type in its own message.
import asyncio


async def words():
    return "one two".split()


async def main():
    found = words()
    print(len(found))


asyncio.run(main())
