import asyncio
import contextvars

loop = None
T, G = [], {}
V = contextvars.ContextVar("V", default="none")


def say(*words):
    running = asyncio._get_running_loop()
    if running is None:
        print("outside", *words)
        return
    task = asyncio.current_task()
    print(f"{running.time() - start:g}", task.get_name() if task else "-", *words)


def show(error):
    text = repr(error)
    if error.__cause__ is not None:
        text += " from " + repr(error.__cause__)
    elif error.__context__ is not None:
        text += " after " + repr(error.__context__)
    for note in getattr(error, "__notes__", ()):
        text += " " + note
    return text


def state(x):
    if not asyncio.isfuture(x):
        return repr(x)
    if not x.done():
        return "pending"
    if x.cancelled():
        return "cancelled"
    return show(x.exception()) if x.exception() else repr(x.result())


def names(tasks):
    return sorted(t.get_name() if isinstance(t, asyncio.Task) else state(t) for t in tasks)


def any_task(k):
    return T[k % len(T)] if T else asyncio.current_task()


def later(k):
    own = asyncio.current_task()
    rest = T[T.index(own) + 1:] if own in T else T
    return rest[k % len(rest)] if rest else asyncio.sleep(0, "no one")


def callback(label):
    def called(*got):
        say("callback", label, *map(state, got))
    return called


def raising(label):
    def called(*got):
        say("raising callback", label)
        raise LookupError(label)
    return called


def is_tangled(error):
    """Frames of CPython's library in the traceback of these hold the task, which holds the exception."""
    if error is None or isinstance(error, (TimeoutError, BaseExceptionGroup, StopAsyncIteration)):
        return error is not None
    return is_tangled(error.__cause__) or is_tangled(error.__context__)


def is_late(context, running=asyncio._get_running_loop, is_tangled=is_tangled):
    """What CPython keeps for its collector, gatherings too, it tells of late or never."""
    if running() is None or context["message"].startswith("_GatheringFuture"):
        return True
    return "never retrieved" in context["message"] and (not tells or is_tangled(context["exception"]))


def logging_handler(its_loop, context, is_late=is_late):
    if not is_late(context):
        its_loop.default_exception_handler(context)


def handler(its_loop, context, is_late=is_late):
    if is_late(context):
        return
    error = context.get("exception")
    say("handler", context["message"].split(" <")[0], show(error) if error else "-", sorted(context))


class Oops(BaseException):
    pass


class Steps:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for i in range(self.n):
            yield
        return f"{self.n} steps"


class Bad:
    def __await__(self):
        got = yield 5
        return got


class Guard:
    def __init__(self, label, swallows):
        self.label = label
        self.swallows = swallows

    async def __aenter__(self):
        say("enter", self.label)
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, error, traceback):
        say("exit", self.label, repr(error))
        await asyncio.sleep(0)
        say("out of", self.label)
        return self.swallows and isinstance(error, Exception)


tells = False


async def g0(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 4)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 16)
        say("5", "generator ended")


async def w3():
    T.append(asyncio.create_task(asyncio.sleep(1 / 32, "6"), name="7"))
    G["8"] = g1(2)
    say("9", await anext(G["8"]))
    say("10", await G["8"].athrow(ValueError("10")))
    G["8"] = None
    await asyncio.sleep(0)
    say("11", "uncancel", any_task(4).uncancel())
    return "12"


async def w2():
    try:
        raise RuntimeError("13")
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        async with L:
            say("15")
            async with asyncio.timeout(None) as G["16"]:
                handle = loop.call_at(loop.time() + 0, callback("17"))
                await asyncio.sleep(1 / 64)
                handle.cancel()
                say("17", handle.cancelled())
                say("18", "cancel", any_task(5).cancel("19"))
                any_task(5).cancel()
            say("20", G["16"].expired())
            say("21", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("22", "went wrong", show(error))
    say("23", [x async for x in g1(1)])
    return "24"


async def w1():
    try:
        say("25", await later(1))
    finally:
        say("26")
        say("27")
    say("28", await later(0))
    return "29"


async def w0():
    async with Guard("30", False):
        T.append(asyncio.ensure_future(Steps(0)))
        say("32", {x: 1 async for x in g0(1) if x != 1})
    say("33", [await w3() for _ in range(2)])
    async for task in asyncio.as_completed([asyncio.create_task(w3()), asyncio.create_task(w3())], timeout=1 / 32):
        say("34", task.get_name(), state(task))
    say("35", "cancel", any_task(5).cancel())
    async with L:
        async with asyncio.TaskGroup() as G["36"]:
            T.append(G["36"].create_task(w2()))
            any_task(1).add_done_callback(callback("37"))
            T.append(loop.create_task(asyncio.sleep(0, "38"), name="39"))
    return "40"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            say("41", await w1())
            say("42", state(F[1]))
            try:
                say("43", await asyncio.wait_for(w0(), None))
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45")
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                say("47", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("48", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
