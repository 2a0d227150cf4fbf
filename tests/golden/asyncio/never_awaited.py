# The warning comes where the coroutine dies, with its line.
import asyncio


async def work(n):
    return n


async def main():
    work(1)
    kept = work(2)
    print("between")
    kept = None
    print("after")
    print(await work(3))


asyncio.run(main())
work(4)
print("end")
