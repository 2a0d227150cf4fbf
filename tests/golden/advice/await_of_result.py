# A plain function has run when it returns.
import asyncio


def save(text):
    print("saved", text)


async def main():
    await save("it")


asyncio.run(main())
