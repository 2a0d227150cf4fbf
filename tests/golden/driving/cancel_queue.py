"""Tasks that are cancelled while they await get() of a queue."""
import asyncio
import types

log = []


def note(*words):
    log.append(" ".join(map(str, words)))


def show(error):
    if error is None:
        return "None"
    text = f"{type(error).__name__}({', '.join(map(repr, error.args))})"
    if error.__cause__ is not None:
        text += f" from {show(error.__cause__)}"
    elif error.__context__ is not None:
        text += f" after {show(error.__context__)}"
    return text


async def react(where, how, body):
    """Awaits `body` and does with a cancellation what `how` says, if it is `where` that is to react."""
    try:
        return await body
    except asyncio.CancelledError as error:
        if how[0] != where:
            raise
        note(where, "is cancelled", error.args)
        match_how = how[1]
        if match_how == "swallow":
            return where + " swallowed it"
        if match_how == "wait":
            await asyncio.sleep(0)
            note(where, "has waited")
            raise
        if match_how == "other":
            raise KeyError(where)
        if match_how == "uncancel":
            left = asyncio.current_task().uncancel()
            await asyncio.sleep(0)
            return f"{where} uncancelled, {left} left"
        if match_how == "again":
            asyncio.current_task().cancel("again")
            await asyncio.sleep(0)
            return "not reached"
        raise
    finally:
        note(where, "leaves")


async def end(future):
    queue = asyncio.Queue()
    future.add_done_callback(lambda f: queue.put_nowait("cancelled" if f.cancelled() else f.exception() or f.result()))
    try:
        return await queue.get()
    finally:
        note("left", queue.qsize())


async def outer(how, future):
    return "outer", await react("middle", how, react("inner", how, end(future)))


async def whole(how, future):
    return await react("outer", how, outer(how, future))


async def hops(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def case(label, how, when):
    log.clear()
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(whole(how, future))
    task.add_done_callback(lambda t: note("done callback", t.cancelled()))
    answers = []
    await when(task, future, answers)
    for _ in range(20):
        if task.done():
            break
        await asyncio.sleep(0)
    else:
        note("still waits")
        if not future.done():
            future.set_result("late")
    try:
        outcome = repr(await task)
    except asyncio.CancelledError as error:
        outcome = "cancelled: " + show(error)
    except BaseException as error:
        outcome = "failed: " + show(error)
    print(label, how, answers, "->", outcome)
    print("   ", task.cancelled(), task.cancelling(), task.cancel(), future.cancelled(), "|", "; ".join(log))


async def before_start(task, future, answers):
    answers.append(task.cancel())


async def before_start_twice(task, future, answers):
    answers += [task.cancel("first"), task.cancel("second"), task.cancelling()]


async def suspended(task, future, answers):
    await hops(3)
    answers += [task.cancel("why"), task.cancelling()]


async def suspended_twice(task, future, answers):
    await hops(3)
    answers += [task.cancel("one"), task.cancel("two"), task.cancelling()]
    await hops(1)
    answers.append(task.cancel("three"))


async def taken_back(task, future, answers):
    await hops(3)
    answers += [task.cancel(), task.uncancel(), task.cancelling()]


async def with_result(task, future, answers):
    await hops(3)
    future.set_result("result")
    answers.append(task.cancel("too late?"))


async def innermost(task, future, answers):
    await hops(3)
    answers.append(future.cancel("the future"))


async def resumed(task, future, answers):
    await hops(3)
    future.set_result("result")
    await hops(1)
    answers.append(task.cancel("afterwards"))


async def finished(task, future, answers):
    await hops(3)
    future.set_result("result")
    await hops(8)
    answers += [task.done(), task.cancel()]


async def failing(task, future, answers):
    await hops(3)
    future.set_exception(ValueError("future"))
    answers.append(task.cancel())


STATES = [before_start, before_start_twice, suspended, suspended_twice, taken_back, with_result, innermost, resumed, finished, failing]
WAYS = ["swallow", "wait", "other", "uncancel", "again"]


async def from_within(how):
    """The task cancels itself while it runs: it is cancelled where it waits next."""
    log.clear()
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.05, lambda: future.done() or future.set_result("result"))

    async def start():
        note("asks", asyncio.current_task().cancel("self"))
        return await whole(how, future)

    task = asyncio.create_task(start())
    try:
        outcome = repr(await task)
    except asyncio.CancelledError as error:
        outcome = "cancelled: " + show(error)
    except BaseException as error:
        outcome = "failed: " + show(error)
    print("running", how, "->", outcome, task.cancelling(), "|", "; ".join(log))


async def main():
    for state in STATES:
        await case(state.__name__, ("none", ""), state)
    for where in "inner", "middle", "outer":
        for way in WAYS:
            for state in suspended, suspended_twice, with_result, innermost:
                await case(state.__name__, (where, way), state)
            await from_within((where, way))
    await from_within(("none", ""))


asyncio.run(main())
