"""Tasks begin in the order in which they were made, and go on in the order in which what they wait for comes."""
import asyncio


async def walk(name, pauses):
    for number, pause in enumerate(pauses):
        print(f"{name}{number}", end=" ")
        await asyncio.sleep(pause)


async def main():
    one = asyncio.create_task(walk("a", [0.3, 0.3]))
    two = asyncio.create_task(walk("b", [0.1, 0.3]))
    three = asyncio.create_task(walk("c", [0.2, 0.3]))
    # This says when main waits for whom, and nothing about their order.
    await three
    await one
    await two
    print()


asyncio.run(main())
