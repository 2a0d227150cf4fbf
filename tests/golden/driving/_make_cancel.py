"""Writes the cancel half of the driving matrix: `task.cancel()` through a real loop, for each kind of frame at the end
of the chain, each frame that may react, each way to react, and each state.

    python3 tests/golden/driving/_make_cancel.py

makes the scripts `cancel_*.py` beside it; record them with
`ouro test --bless --with python3.13 tests/golden/driving`.
"""
import os

HEAD = '''"""Tasks that are cancelled while they await {title}."""
import asyncio
import types

log = []


def note(*words):
    log.append(" ".join(map(str, words)))


def show(error):
    if error is None:
        return "None"
    text = f"{{type(error).__name__}}({{', '.join(map(repr, error.args))}})"
    if error.__cause__ is not None:
        text += f" from {{show(error.__cause__)}}"
    elif error.__context__ is not None:
        text += f" after {{show(error.__context__)}}"
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
            return f"{{where}} uncancelled, {{left}} left"
        if match_how == "again":
            asyncio.current_task().cancel("again")
            await asyncio.sleep(0)
            return "not reached"
        raise
    finally:
        note(where, "leaves")
'''

ENDS = {
    "future": ("a future", '''

async def end(future):
    return await future
'''),
    "coroutine": ("a coroutine within a coroutine", '''

async def deepest(future):
    try:
        return await future
    finally:
        note("deepest leaves")


async def end(future):
    return await deepest(future)
'''),
    "generator": ("a coroutine made of a generator", '''

@types.coroutine
def end(future):
    try:
        return (yield from future)
    except asyncio.CancelledError as error:
        note("generator sees", error.args)
        raise
    finally:
        note("generator leaves")
'''),
    "async_generator": ("the next item of an async generator", '''

async def items(future):
    try:
        yield 0
        yield await future
        yield 2
    except asyncio.CancelledError as error:
        note("async generator sees", error.args)
        raise
    finally:
        note("async generator leaves")


async def end(future):
    found = []
    try:
        async for item in items(future):
            found.append(item)
    finally:
        note("found", found)
    return found
'''),
    "foreign": ("an awaitable of the script's own", '''

class Foreign:
    def __init__(self, future):
        self.future = future

    def __await__(self):
        try:
            return (yield from self.future.__await__())
        finally:
            note("foreign leaves")


async def end(future):
    return await Foreign(future)
'''),
    "foreign_by_hand": ("an iterator of the script's own", '''

class ByHand:
    def __init__(self, future):
        self.inner = future.__await__()

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.inner)

    def send(self, value):
        note("by hand is sent", value)
        return self.inner.send(value)

    def throw(self, *error):
        note("by hand is thrown", *map(show, error))
        return self.inner.throw(*error)

    def close(self):
        note("by hand is closed")
        return self.inner.close()


async def end(future):
    return await ByHand(future)
'''),
    "wait_for": ("wait_for()", '''

async def end(future):
    return await asyncio.wait_for(future, 30)
'''),
    "timeout": ("what is within a timeout", '''

async def end(future):
    try:
        async with asyncio.timeout(30) as scope:
            return await future
    finally:
        note("expired", scope.expired())
'''),
    "gather": ("gather()", '''

async def other():
    try:
        await asyncio.sleep(30)
    except asyncio.CancelledError as error:
        note("other is cancelled", error.args)
        raise


async def end(future):
    return await asyncio.gather(future, other())
'''),
    "shield": ("what is shielded", '''

async def end(future):
    try:
        return await asyncio.shield(future)
    finally:
        note("shielded is", future.done(), future.cancelled())
'''),
    "task": ("another task", '''

async def worker(future):
    try:
        return await future
    except asyncio.CancelledError as error:
        note("worker is cancelled", error.args)
        raise


async def end(future):
    return await asyncio.create_task(worker(future))
'''),
    "task_group": ("a task group", '''

async def worker(future):
    try:
        return await future
    except asyncio.CancelledError as error:
        note("worker is cancelled", error.args)
        raise


async def end(future):
    async with asyncio.TaskGroup() as group:
        task = group.create_task(worker(future))
    return task.result()
'''),
    "queue": ("get() of a queue", '''

async def end(future):
    queue = asyncio.Queue()
    future.add_done_callback(lambda f: queue.put_nowait("cancelled" if f.cancelled() else f.exception() or f.result()))
    try:
        return await queue.get()
    finally:
        note("left", queue.qsize())
'''),
    "lock": ("a lock", '''

async def end(future):
    lock = asyncio.Lock()
    await lock.acquire()
    future.add_done_callback(lambda f: (f.cancelled() or f.exception(), lock.release()))
    try:
        async with lock:
            return "had the lock"
    finally:
        note("locked", lock.locked())
'''),
    "event": ("an event", '''

async def end(future):
    event = asyncio.Event()
    future.add_done_callback(lambda f: (f.cancelled() or f.exception(), event.set()))
    return await event.wait()
'''),
    "async_with": ("__aenter__ and __aexit__", '''

class Manager:
    def __init__(self, future):
        self.future = future

    async def __aenter__(self):
        try:
            return await self.future
        finally:
            note("enter leaves")

    async def __aexit__(self, *error):
        note("exit with", show(error[1]))
        await asyncio.sleep(0)
        note("exit leaves")


async def end(future):
    async with Manager(future) as value:
        await asyncio.sleep(0)
        return value
'''),
}

BODY = '''

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
'''

here = os.path.dirname(os.path.abspath(__file__))
for name, (title, end) in ENDS.items():
    with open(os.path.join(here, f"cancel_{name}.py"), "w") as out:
        out.write(HEAD.format(title=title) + end + BODY)
