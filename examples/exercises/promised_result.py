"""A future is a result that someone else will deliver: here a timer does."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    parcel = loop.create_future()
    parcel.add_done_callback(lambda future: print("the bell rings:", future.result()))
    loop.call_later(1, parcel.set_result, "a parcel")
    print("waiting, done:", parcel.done())
    print("got", await parcel)
    try:
        parcel.set_result("another")
    except asyncio.InvalidStateError as error:
        print("a second delivery:", error)


asyncio.run(main())
