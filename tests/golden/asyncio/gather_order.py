# gather keeps the order of its arguments, whatever the order of the ends.
import asyncio


async def work(n):
    await asyncio.sleep(0.1 * (3 - n))
    print("end", n)
    return n * 10


async def fail(text):
    await asyncio.sleep(0.05)
    raise ValueError(text)


async def main():
    print(await asyncio.gather(work(0), work(1), work(2)))
    print(await asyncio.gather())
    results = await asyncio.gather(work(2), fail("first"), return_exceptions=True)
    print(results)
    try:
        await asyncio.gather(fail("second"), work(1))
    except ValueError as error:
        print("raised", error)
    await asyncio.sleep(0.3)


asyncio.run(main())
