# A coroutine that is never awaited is told of where its object dies, among the output.
import asyncio


async def work(n):
    return n


def forget():
    work(1)
    print("forgotten")


def lose():
    kept = work(2)
    print("still there")
    kept = None
    print("lost")


async def main():
    work(3)
    print("in main")
    row = [work(4), await work(5)]
    print(row[1])
    row.clear()
    print("cleared")


forget()
lose()
asyncio.run(main())
late = work(6)
print("end")
