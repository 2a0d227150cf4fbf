# The coroutine goes through a variable before it is used as if it were the result.
import asyncio


async def fetch(name):
    await asyncio.sleep(0.1)
    return {"name": name}


async def main():
    data = fetch("orders")
    print("got it")
    print(data["name"])


asyncio.run(main())
