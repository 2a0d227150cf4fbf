# A method is called on what should have been awaited; it was kept in an attribute of self.
import asyncio


class Client:
    async def get(self, path):
        await asyncio.sleep(0)
        return path

    def open(self):
        self.reply = self.get("/index")

    async def show(self):
        self.open()
        print(self.reply.upper())


asyncio.run(Client().show())
