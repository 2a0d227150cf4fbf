import asyncio


def fetch(page):
    return await asyncio.sleep(0.05, page)


print("never printed")
