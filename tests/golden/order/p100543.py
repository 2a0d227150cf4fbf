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
    say("1", await later(1))
    say("2", await later(1))
    say("3", B.n_waiting, B.broken, B.parties)
    return "4"


async def w2():
    try:
        try:
            for next_one in asyncio.as_completed([asyncio.create_task(w3()), asyncio.create_task(w3())]):
                say("5", await next_one)
            say("6", await later(0))
            E.set()
        except Exception as error:
            say("8", "caught", show(error))
            raise
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        say("10", await Steps(1))
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 32)
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(w3()), asyncio.create_task(w3()), asyncio.create_task(w3())]):
            say("13", await next_one)
    except Exception as error:
        say("14", "went wrong", show(error))
    return "15"


async def w1():
    say("16", await asyncio.wait_for(later(1), 1 / 32))
    handle = loop.call_at(loop.time() + 1 / 16, raising("17"))
    await asyncio.sleep(1 / 4)
    handle.cancel()
    say("17", handle.cancelled())
    say("18", await B.wait())
    for _ in range(2):
        say("19", await asyncio.gather())
        T.append(asyncio.create_task(w2(), name="20"))
    async with asyncio.timeout_at(loop.time() + -1) as G["21"]:
        try:
            say("22")
        except BaseException as error:
            say("23", "caught", show(error))
    say("24", G["21"].expired())
    return "25"


async def w0():
    async with asyncio.TaskGroup() as G["26"]:
        T.append(G["26"].create_task(w3()))
        T.append(G["26"].create_task(w3(), name="27"))
        T.append(G["26"].create_task(w3(), name="28"))
        try:
            loop.call_soon(callback("29"), 1, 2)
        except BaseException as error:
            say("30", "caught", show(error))
        say("31")
        E.set()
    E.set()
    async with asyncio.timeout(1 / 16) as G["34"]:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 16)
                say("35", [await w3() for _ in range(2)])
            except asyncio.CancelledError as error:
                say("36", "swallowed", show(error))
        say("37", [await w3() for _ in range(2)])
    say("38", G["34"].expired())
    return "39"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            await asyncio.sleep(1 / 4)
            say("40")
            try:
                say("41", await asyncio.wait_for(w0(), 1 / 8))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                try:
                    await asyncio.sleep(3 / 64)
                    say("43")
                    say("44", any_task(5).cancelling())
                    say("45")
                finally:
                    say("46")
                    say("47", await w2())
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1()))
            except Exception as error:
                say("49", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
