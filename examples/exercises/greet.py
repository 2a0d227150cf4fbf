"""A coroutine that greets, waits and says goodbye: async def, await and asyncio.run in six lines."""
import asyncio


async def greet(name):
    print(f"Hello {name}!")
    await asyncio.sleep(1)
    print(f"Goodbye {name}!")


asyncio.run(greet("Ada"))
