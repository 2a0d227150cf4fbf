# What loops tell the logger `asyncio` at the level DEBUG.
import asyncio
import logging
import sys

logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="%(name)s %(levelname)s %(message)s")


async def main():
    logging.info("in main")
    await asyncio.sleep(0.01)


asyncio.run(main())
asyncio.run(main(), debug=True)
loop = asyncio.new_event_loop()
loop.close()
loop = asyncio.new_event_loop()
loop.set_debug(True)
loop.close()
loop.close()
