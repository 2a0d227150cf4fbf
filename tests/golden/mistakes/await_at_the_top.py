import asyncio

result = await asyncio.sleep(0.05, "never")
print(result)
