# ouro: CPython hangs. A lock of asyncio is not reentrant.
import asyncio


class Account:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.balance = 0

    async def add(self, amount):
        async with self.lock:
            self.balance += amount

    async def move(self, other, amount):
        async with self.lock:
            await self.add(-amount)
            await other.add(amount)


async def main():
    await Account().move(Account(), 5)


asyncio.run(main())
