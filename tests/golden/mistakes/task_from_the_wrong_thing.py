# What tasks, `run`, `gather` and `wait` are given instead of coroutines.
# test: streams=joined
import asyncio
import re


async def work():
    return "done"


def told(error):
    print("  ", type(error).__name__, re.sub("0x[0-9a-f]+", "0x", str(error)))


async def attempt(what, call):
    print(what)
    try:
        result = call()
        if asyncio.isfuture(result) or asyncio.iscoroutine(result):
            result = await result
        print("  ", result)
    except (TypeError, ValueError, RuntimeError) as error:
        told(error)


async def main():
    for value in (work, 5, None, [work()], print, "work()"):
        shown = re.sub(" at 0x.*", "", repr(value))
        await attempt(f"create_task of {shown}", lambda: asyncio.create_task(value))
        await attempt(f"ensure_future of {shown}", lambda: asyncio.ensure_future(value))
        await attempt(f"gather of {shown}", lambda: asyncio.gather(value))
        await attempt(f"shield of {shown}", lambda: asyncio.shield(value))
        await attempt(f"wait_for of {shown}", lambda: asyncio.wait_for(value, 1))
    for value in ([], work(), [work()], [5], 5, asyncio.sleep(0)):
        shown = re.sub(" at 0x.*", "", repr(value))
        await attempt(f"wait of {shown}", lambda: asyncio.wait(value))
        if asyncio.iscoroutine(value):
            value.close()
    await attempt("wait until whenever", lambda: asyncio.wait([asyncio.ensure_future(work())], return_when="SOON"))
    await attempt("a future as a task", lambda: asyncio.create_task(asyncio.get_running_loop().create_future()))


asyncio.run(main())
for value in (main, 5, None, asyncio.sleep):
    try:
        asyncio.run(value)
    except (TypeError, ValueError) as error:
        told(error)
