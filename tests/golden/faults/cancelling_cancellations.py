# Cancelled twice, cancelled while cleaning up, cancels that are swallowed, and cancels taken back.
import asyncio


async def cleans(log):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as first:
        log.append(("first", first.args))
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as second:
            log.append(("second", second.args, second.__context__ is first))
            raise
    return "never"


async def twice():
    log = []
    task = asyncio.create_task(cleans(log))
    await asyncio.sleep(0)
    task.cancel("one")
    await asyncio.sleep(0)
    task.cancel("two")
    try:
        await task
    except asyncio.CancelledError as error:
        print("twice:", log, error.args, task.cancelling())


async def stubborn(times):
    swallowed = 0
    while swallowed < times:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            swallowed += 1
    return swallowed


async def swallowing():
    task = asyncio.create_task(stubborn(3))
    await asyncio.sleep(0)
    rounds = 0
    while not task.done():
        task.cancel()
        rounds += 1
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    print("swallowed:", rounds, task.result(), task.cancelled(), task.cancelling())


async def many_at_once():
    task = asyncio.create_task(stubborn(1))
    await asyncio.sleep(0)
    print("many:", [task.cancel() for _ in range(5)], task.cancelling())
    print("many:", await task, task.cancelling(), task.uncancel(), task.uncancel())


async def before_it_starts():
    ran = []

    async def body():
        ran.append(1)

    task = asyncio.create_task(body())
    task.cancel("early")
    try:
        await task
    except asyncio.CancelledError as error:
        print("early:", ran, error.args, task.cancelled())


async def own_cancel():
    async def body():
        asyncio.current_task().cancel("me")
        print("own: goes on until it waits")
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            print("own:", error.args)
            asyncio.current_task().uncancel()
        asyncio.current_task().cancel("last")
        return "lost"

    task = asyncio.create_task(body())
    try:
        print("own:", await task)
    except asyncio.CancelledError as error:
        print("own: ended", error.args, task.cancelled())


async def taken_back():
    async def body():
        asyncio.current_task().cancel()
        print("back:", asyncio.current_task().uncancel())
        await asyncio.sleep(0)
        return "went on"

    try:
        print("back:", await asyncio.create_task(body()))
    except asyncio.CancelledError as error:
        print("back: cancelled", error.args)


async def cancels_the_canceller():
    async def first():
        try:
            await asyncio.sleep(10)
        finally:
            print("ring: first ends, cancels second", second_task.cancel())

    async def second():
        try:
            await asyncio.sleep(10)
        finally:
            print("ring: second ends, cancels first", first_task.cancel())

    first_task = asyncio.create_task(first())
    second_task = asyncio.create_task(second())
    await asyncio.sleep(0)
    first_task.cancel()
    print("ring:", await asyncio.gather(first_task, second_task, return_exceptions=True))


async def finished():
    task = asyncio.create_task(asyncio.sleep(0, "value"))
    await task
    print("finished:", task.cancel(), task.cancelling(), task.result())


async def shielded():
    inner = asyncio.create_task(asyncio.sleep(0.05, "inner"))
    outer = asyncio.shield(inner)
    waiter = asyncio.create_task(asyncio.wait_for(outer, 10))
    await asyncio.sleep(0)
    waiter.cancel()
    try:
        await waiter
    except asyncio.CancelledError:
        print("shield:", outer.cancelled(), inner.cancelled(), await inner)


async def main():
    for part in (twice, swallowing, many_at_once, before_it_starts, own_cancel, taken_back,
                 cancels_the_canceller, finished, shielded):
        await part()


asyncio.run(main())
