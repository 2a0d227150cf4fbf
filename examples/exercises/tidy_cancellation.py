"""A cancelled task gives back what it holds, and lets the cancellation go on."""
import asyncio


class Connection:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print(f"{self.name}: open")
        return self

    async def __aexit__(self, *exception):
        await asyncio.sleep(0.1)
        print(f"{self.name}: closed")


async def use(connection):
    async with connection:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            print(f"{connection.name}: cancelled at its await")
            raise


async def main():
    task = asyncio.create_task(use(Connection("database")))
    await asyncio.sleep(0.2)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main: it is cancelled:", task.cancelled())


asyncio.run(main())
