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
        loop.call_later(1 / 32, callback("1"), 1)
    except Exception as error:
        say("2", "went wrong", show(error))
    async with asyncio.TaskGroup() as G["3"]:
        T.append(G["3"].create_task(asyncio.sleep(0, "4"), name="5"))
        T.append(G["3"].create_task(asyncio.sleep(1 / 32, "6")))
        T.append(G["3"].create_task(asyncio.sleep(0, "7")))
        say("8", await asyncio.gather())
        say("9", await asyncio.shield(asyncio.sleep(0, "10")))
        loop.call_soon(raising("11"), 1, 2)
    try:
        say("12")
    except Exception as error:
        say("13", "went wrong", show(error))
    async with Guard("14", True):
        say("15", await asyncio.gather(asyncio.sleep(1 / 32, "16"), later(4), asyncio.sleep(1 / 16, "17")))
        async with asyncio.timeout(1 / 64) as G["18"]:
            E.set()
            say("20", "cancel", any_task(0).cancel("21"))
            any_task(0).cancel()
        say("22", G["18"].expired())
    try:
        raise asyncio.CancelledError("23")
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def w2():
    for next_one in asyncio.as_completed([asyncio.create_task(w3())]):
        say("26", await next_one)
    raise ValueError("27")
    try:
        say("28", await asyncio.shield(w3()))
    except BaseException as error:
        say("29", "caught", show(error))
        raise
    T.append(asyncio.create_task(w3(), name="30"))
    say("31", "cancel", any_task(0).cancel("32"))
    return "33"


async def w1():
    try:
        await asyncio.sleep(1 / 32)
        say("34")
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        say("36", B.n_waiting, B.broken, B.parties)
    except Exception as error:
        say("37", "went wrong", show(error))
    try:
        say("38", "cancel", any_task(4).cancel("39"))
    except Exception as error:
        say("40", "went wrong", show(error))
    return "41"


async def w0():
    async with L:
        T.append(loop.create_task(w2()))
        say("42", await asyncio.wait_for(w1(), 1 / 32))
        say("43", await later(0))
    try:
        await asyncio.sleep(1 / 32)
        say("44")
        say("45", await w2())
        say("46", [await w2() for _ in range(2)])
    except BaseException as error:
        say("47", "caught", show(error))
        raise RuntimeError("48") from error
    return "49"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(3):
                    say("50", await later(3))
                    await asyncio.sleep(1 / 64)
                    say("51")
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                say("53", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("54", "went wrong", show(error))
            say("55", await w2())
            try:
                try:
                    say("56", await asyncio.wait_for(w2(), 3 / 64))
                    say("57")
                    say("58", await asyncio.gather(return_exceptions=True))
                except ValueError as error:
                    say("59", "caught", show(error))
            except Exception as error:
                say("60", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
