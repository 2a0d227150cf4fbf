# Sockets are not there: the method of the loop says so by its name.
import asyncio


async def main():
    await asyncio.get_running_loop().create_server(print, "localhost", 1)


asyncio.run(main())
