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


async def w2():
    say("1", state(any_task(1)))
    async with asyncio.TaskGroup() as G["2"]:
        T.append(G["2"].create_task(asyncio.sleep(0, "3")))
        T.append(G["2"].create_task(asyncio.sleep(1 / 32, "4")))
        T.append(G["2"].create_task(asyncio.sleep(1 / 32, "5")))
        say("6", await later(0))
        say("7", await asyncio.sleep(0, "8"))
    async with asyncio.timeout_at(loop.time() + 1 / 8) as G["9"]:
        async with Guard("10", False):
            say("11", await later(3))
        try:
            async with S:
                handle = loop.call_at(loop.time() + 1 / 16, callback("12"))
                await asyncio.sleep(1 / 32)
                handle.cancel()
                say("12", handle.cancelled())
                say("13", await Q.put(4))
                F[2].set_result("14")
        except TimeoutError as error:
            say("15", "caught", show(error))
        G["9"].reschedule(loop.time() + 0)
        await asyncio.sleep(1 / 16)
        say("16")
    say("17", G["9"].expired())
    return "18"


async def w1():
    try:
        say("19", B.n_waiting, B.broken, B.parties)
    except Exception as error:
        say("20", "went wrong", show(error))
    say("21")
    say("22", "cancel", any_task(0).cancel("23"))
    try:
        T.append(asyncio.create_task(w2()))
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def w0():
    async with asyncio.TaskGroup() as G["26"]:
        T.append(G["26"].create_task(w1(), name="27"))
        T.append(G["26"].create_task(w1()))
        await asyncio.sleep(1 / 64)
        say("28")
        async with asyncio.timeout(1 / 64) as G["29"]:
            await asyncio.sleep(1 / 4)
            say("30")
            say("31", "uncancel", asyncio.current_task().uncancel())
            say("32", await later(4))
        say("33", G["29"].expired())
    Q.put_nowait(8)
    say("35", await w2())
    loop.call_soon(lambda: say("36", V.get()))
    return "37"


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
                say("38", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                say("40", await w0())
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                for _ in range(2):
                    say("42", any_task(4).result())
                    say("43", "cancel", any_task(2).cancel("44"))
                    say("45", await later(5))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                Q.shutdown(immediate=True)
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                say("49", await asyncio.gather(w0(), w0(), F[2]))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                gathered = asyncio.gather()
                await asyncio.sleep(1 / 32)
                say("51", gathered.cancel())
                say("51", await gathered)
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                say("53", await w0())
            except Exception as error:
                say("54", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
