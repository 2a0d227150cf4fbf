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
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 16)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 4)
        say("5", "generator ended")


async def w2():
    await asyncio.sleep(0)
    T.append(loop.create_task(asyncio.sleep(1 / 8, "6")))
    async with asyncio.timeout(0) as G["7"]:
        try:
            async with Guard("8", False):
                T.append(asyncio.ensure_future(asyncio.sleep(1 / 8, "9")))
        finally:
            say("10")
            say("11", any_task(3).cancelling())
        say("12", await asyncio.wait_for(later(5), 1 / 32))
    say("13", G["7"].expired())
    async with C:
        say("14", await C.wait_for(E.is_set))
        async with C:
            say("15", await C.wait())
            say("16", await asyncio.shield(later(2)))
    T.append(loop.create_task(asyncio.sleep(1 / 64, "17")))
    return "18"


async def w1():
    say("19", "cancel", any_task(3).cancel())
    G["22"] = [asyncio.ensure_future(asyncio.sleep(0, "21")), asyncio.ensure_future(w2())]
    G["23"] = await asyncio.wait(G["22"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
    say("20", *map(names, G["23"]))
    for t in G["22"]:
        t.cancel()
    t = None
    del G["22"], G["23"]
    say("24", await B.wait())
    await asyncio.sleep(0)
    say("25")
    return "26"


async def w0():
    try:
        await B.abort()
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        Q.shutdown(immediate=True)
    except Exception as error:
        say("30", "went wrong", show(error))
    return "31"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(3 / 64)
                say("32")
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                try:
                    say("34")
                    loop.call_at(loop.time() + 1 / 16, callback("35"))
                    E.set()
                except Exception as error:
                    say("37", "caught", show(error))
                    raise RuntimeError("38") from error
            except Exception as error:
                say("39", "went wrong", show(error))
            say("40", any_task(3).done(), any_task(3).cancelled())
            for _ in range(3):
                for _ in range(2):
                    T.append(asyncio.create_task(w2()))
                    say("41")
                say("42", await w1())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
