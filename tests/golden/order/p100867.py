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
        say("1", await asyncio.sleep(1 / 32, "2"))
    except Exception as error:
        say("3", "went wrong", show(error))
    try:
        async with asyncio.TaskGroup() as G["4"]:
            T.append(G["4"].create_task(asyncio.sleep(1 / 16, "5")))
            T.append(G["4"].create_task(asyncio.sleep(1 / 16, "6")))
            await B.abort()
            await asyncio.sleep(1 / 4)
            say("8")
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        T.append(loop.create_task(asyncio.sleep(3 / 64, "10"), name="11"))
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        say("13", await later(3))
    except Exception as error:
        say("14", "went wrong", show(error))
    return "15"


async def w2():
    for _ in range(3):
        say("16", await asyncio.gather(return_exceptions=True))
    T.append(asyncio.create_task(w3()))
    say("17", await later(4))
    say("18")
    return "19"


async def w1():
    say("20", await Steps(1))
    say("21", await asyncio.wait_for(w2(), -1))
    say("22", B.n_waiting, B.broken, B.parties)
    E.clear()
    say("24", await asyncio.sleep(0, "25"))
    return "26"


async def w0():
    try:
        loop.call_soon(lambda: say("27", V.get()))
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        say("29", await asyncio.shield(w2()))
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        async with asyncio.TaskGroup() as G["31"]:
            T.append(G["31"].create_task(w1()))
            async with C:
                say("32", await C.wait())
                say("33", "uncancel", asyncio.current_task().uncancel())
            await asyncio.sleep(0)
            say("34")
    except Exception as error:
        say("35", "went wrong", show(error))
    say("36", await B.wait())
    return "37"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                say("38", await w3())
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                try:
                    say("40", await asyncio.gather(w3(), F[1], w1()))
                    E.set()
                    await asyncio.sleep(0)
                    say("42")
                except asyncio.CancelledError as error:
                    say("43", "caught", show(error))
                    raise
            except Exception as error:
                say("44", "went wrong", show(error))
            added = callback("45")
            any_task(2).add_done_callback(added)
            await asyncio.sleep(1 / 16)
            say("45", any_task(2).remove_done_callback(added))
            async with Guard("46", False):
                async with Guard("47", True):
                    await asyncio.sleep(1 / 8)
                    say("48")
                    say("49", await asyncio.wait_for(w2(), 3 / 64))
                    await asyncio.sleep(0)
                say("50", await asyncio.wait_for(F[2], 1 / 64))
                say("51", [await w0() for _ in range(2)])
            try:
                async with asyncio.TaskGroup() as G["52"]:
                    T.append(G["52"].create_task(w1()))
                    T.append(G["52"].create_task(w3(), name="53"))
                    T.append(G["52"].create_task(w0()))
                    say("54", await asyncio.wait_for(F[1], 0))
                    say("55", "cancel", any_task(3).cancel("56"))
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                say("58", await Q.put(7))
            except Exception as error:
                say("59", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
