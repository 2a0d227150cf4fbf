# Handed to another function, which uses it.
import asyncio


async def load():
    return {"size": 3}


def describe(record):
    return "size " + str(record["size"])


async def main():
    print(describe(load()))


asyncio.run(main())
