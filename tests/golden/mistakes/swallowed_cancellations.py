# Who keeps a cancellation to himself breaks timeouts, groups and the end of the run.
import asyncio
import time


async def stubborn(log):
    while len(log) < 3:
        try:
            await asyncio.sleep(0.32)
            log.append("slept")
        except asyncio.CancelledError:
            log.append("swallowed")
    return "stubborn to the end"


async def catches_exceptions_only():
    try:
        await asyncio.sleep(1)
    except Exception:
        print("not reached: CancelledError is no Exception")
    finally:
        print("finally")


async def main():
    print(issubclass(asyncio.CancelledError, Exception), issubclass(asyncio.CancelledError, BaseException))
    task = asyncio.create_task(catches_exceptions_only())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")

    log, start = [], time.monotonic()
    try:
        print(await asyncio.wait_for(stubborn(log), timeout=0.1))
    except TimeoutError:
        print("timed out")
    print(log, f"{time.monotonic() - start:.1f}")

    log, start = [], time.monotonic()
    try:
        async with asyncio.timeout(0.1):
            print(await stubborn(log))
    except TimeoutError:
        print("timed out")
    print(log, f"{time.monotonic() - start:.1f}")

    log = []
    task = asyncio.create_task(stubborn(log))
    await asyncio.sleep(0)
    print(task.cancel(), task.cancelling())
    await asyncio.sleep(0.05)
    print(task.done(), task.cancelling(), log)
    asyncio.create_task(stubborn(log := []), name="left behind")
    await asyncio.sleep(0)
    print("end of main")
    return log


start = time.monotonic()
log = asyncio.run(main())
print(log, f"{time.monotonic() - start:.1f}")
