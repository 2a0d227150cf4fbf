# What builtins hold keeps the script's globals, and a loop with them, until the engine goes; then nothing is left.
import asyncio
import builtins


async def nothing():
    pass


async def main():
    global task
    task = asyncio.create_task(nothing())
    await task


asyncio.run(main())
builtins.held = lambda: 0
print("done")
