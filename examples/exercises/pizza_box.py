"""A future is the box in which the pizza will be: lift the lid, go on talking, and in the end wait for it."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    box = loop.create_future()
    loop.call_later(0.25, box.set_result, "a pizza")
    while not box.done():
        try:
            print("under the lid:", box.result())
        except asyncio.InvalidStateError as error:
            print("not yet:", error)
        print("  back to the conversation")
        await asyncio.sleep(0.1)
    print("under the lid:", box.result())

    box = loop.create_future()
    loop.call_later(0.1, box.set_exception, LookupError("no cheese left"))
    try:
        print(await box)
    except LookupError as error:
        print("instead of a pizza:", error)

    box = loop.create_future()
    box.cancel("changed our minds")
    try:
        await box
    except asyncio.CancelledError as error:
        print("cancelled:", error)


asyncio.run(main())
