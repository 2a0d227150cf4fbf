"""A service that hangs now and then: debug mode names the task that holds the loop."""
import asyncio
import logging
import re
import time


class Report(logging.Handler):
    def emit(self, record):
        name = re.search(r"name='([^']+)'", record.getMessage())
        took = re.search(r"took ([0-9.]+) seconds", record.getMessage())
        print(f"{record.levelname}: {name[1]} held the loop for {float(took[1]):.1f} s")


async def handler(number):
    await asyncio.sleep(0.01)
    if number == 7:
        time.sleep(0.22)
    return number


async def main():
    tasks = [asyncio.create_task(handler(n), name=f"handler-{n}") for n in range(10)]
    print(await asyncio.gather(*tasks))


logger = logging.getLogger("asyncio")
logger.addHandler(Report(level=logging.WARNING))
logger.propagate = False
asyncio.run(main(), debug=True)
