# Joined to a text.
import asyncio


async def name():
    return "Ada"


async def main():
    print("Hello, " + name())


asyncio.run(main())
