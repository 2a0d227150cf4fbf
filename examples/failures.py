"""What `gather` does when one of several fails."""
import asyncio


class OutOfStock(Exception):
    pass


async def order(item, seconds):
    await asyncio.sleep(seconds)
    if item == "lamp":
        raise OutOfStock(f"no more {item}s")
    return f"{item} ordered"


async def main():
    wishes = ["chair", "lamp", "desk"]
    results = await asyncio.gather(
        *(order(wish, 0.1 * n) for n, wish in enumerate(wishes)), return_exceptions=True
    )
    for wish, result in zip(wishes, results):
        if isinstance(result, Exception):
            print(f"{wish}: {type(result).__name__}: {result}")
        else:
            print(f"{wish}: {result}")

    try:
        await asyncio.gather(order("lamp", 0.1), order("sofa", 0.2))
    except OutOfStock as error:
        print("gather raised the first failure:", error)


asyncio.run(main())
