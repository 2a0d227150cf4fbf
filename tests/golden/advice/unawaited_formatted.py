# In an f-string with a format: an error. Without one it is shown as it is, and only the warning tells.
import asyncio


async def ratio():
    return 0.25


async def main():
    print(f"{ratio()}"[:18])
    value = ratio()
    print(f"{value:.2f}")


asyncio.run(main())
