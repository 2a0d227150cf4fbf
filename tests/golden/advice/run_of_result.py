# The result of a plain function, which has run already.
import asyncio


def main():
    print("ran at once")


asyncio.run(main())
