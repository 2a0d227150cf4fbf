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


async def w3():
    try:
        async with L:
            async with asyncio.TaskGroup() as G["1"]:
                T.append(G["1"].create_task(asyncio.sleep(1 / 32, "2"), name="3"))
                await asyncio.sleep(1 / 4)
                say("4")
            T.append(asyncio.create_task(asyncio.sleep(0, "5")))
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        say("7", await asyncio.sleep(1 / 8, "8"))
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        loop.call_soon(lambda: say("10", V.get()))
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 32)
        say("12")
    except Exception as error:
        say("13", "went wrong", show(error))
    try:
        say("14", await asyncio.sleep(0, "15"))
    except Exception as error:
        say("16", "went wrong", show(error))
    return "17"


async def w2():
    await asyncio.sleep(0)
    F[0].done() or F[0].set_exception(ValueError("18"))
    V.set("19")
    say("20", await later(1))
    say("21", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    return "22"


async def w1():
    async for task in asyncio.as_completed([asyncio.create_task(asyncio.sleep(0, "23"))], timeout=1 / 32):
        say("24", task.get_name(), state(task))
    async with L:
        say("25", "uncancel", asyncio.current_task().uncancel())
    say("26", "cancel", any_task(3).cancel())
    async with C:
        C.notify_all()
        say("28", V.get())
    return "29"


async def w0():
    async with asyncio.TaskGroup() as G["30"]:
        T.append(G["30"].create_task(w1(), name="31"))
        T.append(G["30"].create_task(w1()))
        T.append(G["30"].create_task(w2()))
        say("32", "uncancel", asyncio.current_task().uncancel())
        say("33", await asyncio.wait_for(w1(), None))
    raise asyncio.CancelledError("34")
    try:
        T.append(asyncio.create_task(w2(), name="35"))
        say("36", F[1].cancel())
        try:
            await asyncio.sleep(3 / 64)
            say("37")
        finally:
            say("38")
    except TimeoutError as error:
        say("39", "caught", show(error))
        T.append(asyncio.ensure_future(Steps(3)))
    await asyncio.sleep(1 / 16)
    say("41")
    return "42"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("43", "cancel", any_task(1).cancel())
                    await asyncio.sleep(3 / 64)
                    say("44")
                    await asyncio.sleep(1 / 32)
                    say("45")
                finally:
                    say("46")
                    say("47", await asyncio.wait_for(w3(), 1 / 16))
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1(), name="49"))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["51"]:
                    T.append(G["51"].create_task(w1()))
                    say("52", await later(3))
                    await asyncio.sleep(3 / 64)
                    say("53")
                    say("54", await asyncio.shield(w2()))
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                try:
                    say("56", "cancel", any_task(2).cancel("57"))
                except BaseException as error:
                    say("58", "caught", show(error))
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                G["61"] = [asyncio.ensure_future(later(3)), asyncio.ensure_future(F[1]), asyncio.ensure_future(w1())]
                G["62"] = await asyncio.wait(G["61"], timeout=1 / 16, return_when=asyncio.FIRST_EXCEPTION)
                say("60", *map(names, G["62"]))
                for t in G["61"]:
                    t.cancel()
                t = None
                del G["61"], G["62"]
            except Exception as error:
                say("63", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
