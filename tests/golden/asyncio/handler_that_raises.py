# An exception handler that raises is told of with its context; what ends a loop goes through it.
import asyncio


def wrong(loop, context):
    raise RuntimeError(f"while told of {context['message']!r}")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(wrong)
    loop.call_exception_handler({"message": "by hand", "number": 5})
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.05)
    print("still here")
    loop.set_exception_handler(lambda loop, context: exit(3))
    try:
        loop.call_exception_handler({"message": "exit"})
    except SystemExit as error:
        print("exit", error.code)
    loop.set_exception_handler(None)
    loop.call_exception_handler({"message": "plain", "exception": ValueError("given"), "beta": [1], "alpha": None})
    loop.call_exception_handler({})


asyncio.run(main())
