# Between awaits nothing can happen to shared data; across one it can. A lock keeps it whole.
import asyncio


class Account:
    def __init__(self):
        self.balance = 0
        self.lock = asyncio.Lock()

    async def unsafe(self):
        before = self.balance
        await asyncio.sleep(0)
        self.balance = before + 1

    async def whole(self):
        await asyncio.sleep(0)
        self.balance += 1

    async def locked(self):
        async with self.lock:
            before = self.balance
            await asyncio.sleep(0)
            self.balance = before + 1


async def main():
    for way in ("unsafe", "whole", "locked"):
        account = Account()
        await asyncio.gather(*(getattr(account, way)() for _ in range(100)))
        print(way, account.balance)


asyncio.run(main())
