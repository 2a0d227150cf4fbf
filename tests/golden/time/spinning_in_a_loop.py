# Waiting by looking at the clock again and again comes to its end, in a coroutine that yields and in one that does not.
import asyncio
import time


async def poll(flag):
    turns = 0
    while not flag:
        await asyncio.sleep(0)
        turns += 1
    return turns > 0


async def main():
    flag = []
    asyncio.get_running_loop().call_later(0.1, flag.append, 1)
    print(await poll(flag))
    end = time.perf_counter() + 0.1
    turns = 0
    while time.perf_counter() < end:
        turns += 1
    print(turns > 0)


asyncio.run(main())
end = time.time() + 0.1
while time.time() < end:
    pass
print("past it")
