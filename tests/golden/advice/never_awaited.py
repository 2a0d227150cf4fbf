# Calls whose coroutines nobody awaits, each in its own way.
import asyncio


async def save(name):
    print("saved", name)


async def is_ready():
    return False


async def main():
    save("one")
    kept = save("two")
    if is_ready():
        print("ready, it seems")
    print(str(is_ready())[:24])
    asyncio.sleep(1)
    unused = save("three")
    print("end", kept is None)


asyncio.run(main())
