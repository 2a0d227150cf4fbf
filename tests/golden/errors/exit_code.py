# sys.exit from within a task ends the run with its code.
import asyncio
import sys


async def main():
    try:
        await asyncio.sleep(0.1)
        sys.exit(3)
    finally:
        print("cleaned up")


asyncio.run(main())
