# The function instead of its coroutine.
import asyncio


async def main():
    print("never printed")


asyncio.run(main)
