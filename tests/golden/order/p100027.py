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
            await asyncio.sleep(3 / 64)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w4():
    F[0] = loop.create_future()
    async with asyncio.TaskGroup() as G["4"]:
        T.append(G["4"].create_task(asyncio.sleep(0, "5")))
        T.append(G["4"].create_task(asyncio.sleep(1 / 32, "6")))
        T.append(G["4"].create_task(asyncio.sleep(1 / 32, "7"), name="8"))
        say("9", "uncancel", any_task(5).uncancel())
        say("10", {x: 1 async for x in g0(3) if x != 1})
    return "11"


async def w3():
    say("12", [x async for x in g0(3)])
    await asyncio.sleep(1 / 16)
    say("13")
    say("14", await asyncio.shield(F[0]))
    return "15"


async def w2():
    try:
        async with asyncio.timeout(0) as G["16"]:
            say("17")
            say("18", "cancel", any_task(5).cancel("19"))
        say("20", G["16"].expired())
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        E.set()
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        try:
            say("24", await later(0))
            T.append(asyncio.ensure_future(Steps(2)))
        except asyncio.CancelledError as error:
            say("26", "caught", show(error))
            async with asyncio.timeout_at(loop.time() + 1 / 32) as G["27"]:
                say("28", await asyncio.shield(w4()))
                say("29", await Steps(2))
            say("30", G["27"].expired())
    except Exception as error:
        say("31", "went wrong", show(error))
    try:
        for _ in range(3):
            added = callback("32")
            any_task(2).add_done_callback(added)
            await asyncio.sleep(1 / 16)
            say("32", any_task(2).remove_done_callback(added))
            say("33", "cancel", any_task(3).cancel("34"))
            say("35", await asyncio.wait_for(w3(), 1 / 8))
    except Exception as error:
        say("36", "went wrong", show(error))
    return "37"


async def w1():
    try:
        await asyncio.sleep(0)
    except Exception as error:
        say("38", "went wrong", show(error))
    try:
        say("39", "cancel", any_task(4).cancel())
    except Exception as error:
        say("40", "went wrong", show(error))
    try:
        say("41", await asyncio.wait_for(asyncio.shield(later(1)), 1 / 32))
    except Exception as error:
        say("42", "went wrong", show(error))
    return "43"


async def w0():
    try:
        async for item in g0(3):
            say("44", item)
            say("45", await w1())
    except Exception as error:
        say("46", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(w2()))
    except Exception as error:
        say("47", "went wrong", show(error))
    return "48"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("49", await w2())
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                say("51", "cancel", any_task(1).cancel())
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                await asyncio.sleep(3 / 64)
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                async with L:
                    await B.abort()
                    say("55", await asyncio.sleep(1 / 64, "56"))
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                say("58", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
            except Exception as error:
                say("59", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
