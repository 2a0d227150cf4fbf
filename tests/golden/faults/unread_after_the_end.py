# What tasks raise is told also where KeyboardInterrupt or SystemExit of a child ends the run.
import asyncio
import gc


def handler(loop, context):
    print("  told:", context["message"], repr(context["exception"]))


async def raises(error):
    await asyncio.sleep(0)
    raise error


async def unread(error):
    asyncio.get_running_loop().set_exception_handler(handler)
    asyncio.create_task(raises(ValueError("before")))
    asyncio.create_task(raises(error))
    asyncio.create_task(raises(OSError("after")))
    try:
        await asyncio.sleep(10)
    finally:
        print("  main ends")


async def own(error):
    asyncio.get_running_loop().set_exception_handler(handler)
    raise error


def run(main, error):
    print(main.__name__, type(error).__name__)
    try:
        asyncio.run(main(error))
    except BaseException as caught:
        print("  got", repr(caught))


gc.disable()
for main in (unread, own):
    for error in (KeyboardInterrupt("key"), SystemExit(3)):
        run(main, error)
        del error
        gc.collect()
