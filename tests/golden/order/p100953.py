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
        await asyncio.sleep(3 / 64)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 16)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w2():
    T.append(asyncio.ensure_future(asyncio.sleep(1 / 4, "6")))
    async with asyncio.timeout(-1) as G["7"]:
        await asyncio.sleep(0)
        say("8", await asyncio.sleep(0, "9"))
        await asyncio.sleep(0)
    say("10", G["7"].expired())
    async with C:
        C.notify_all()
        async with asyncio.timeout_at(loop.time() + 0) as G["12"]:
            await B.abort()
            async with C:
                C.notify_all()
                Q.shutdown(immediate=True)
            await asyncio.sleep(1 / 64)
            G["12"].reschedule(loop.time() + 1 / 4)
            await asyncio.sleep(1 / 32)
            say("16")
        say("17", G["12"].expired())
    return "18"


async def w1():
    G["20"] = [asyncio.ensure_future(later(1)), asyncio.ensure_future(later(4)), asyncio.ensure_future(w2())]
    G["21"] = await asyncio.wait(G["20"], timeout=None, return_when=asyncio.ALL_COMPLETED)
    say("19", *map(names, G["21"]))
    for t in G["20"]:
        t.cancel()
    t = None
    del G["20"], G["21"]
    async with Guard("22", False):
        say("23", await w2())
    async with C:
        say("24", await C.wait())
        for _ in range(2):
            try:
                await asyncio.sleep(3 / 64)
                G["25"] = g1(3)
                say("26", await anext(G["25"]))
                await asyncio.sleep(1 / 4)
                say("28")
                G["25"] = None
            except asyncio.CancelledError as error:
                say("29", "swallowed", show(error))
    return "30"


async def w0():
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 8)
            any_task(4).add_done_callback(callback("31"))
        except asyncio.CancelledError as error:
            say("32", "swallowed", show(error))
    async with asyncio.TaskGroup() as G["33"]:
        T.append(G["33"].create_task(w1()))
        say("34", await asyncio.gather(w1(), F[0], w2(), return_exceptions=True))
        say("35", "cancel", any_task(5).cancel())
        any_task(5).cancel()
        say("36", await asyncio.wait_for(later(2), 1 / 32))
    async with Guard("37", False):
        await B.reset()
    return "39"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    G["40"] = g1(3)
                    say("41", await anext(G["40"]))
                    say("42", await G["40"].aclose())
                    G["40"] = None
                    say("43", any_task(3).exception())
                finally:
                    say("44")
                    say("45", state(F[0]))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                async for task in asyncio.as_completed([asyncio.create_task(w0()), asyncio.create_task(w1())]):
                    say("47", task.get_name(), state(task))
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                T.append(asyncio.ensure_future(w0()))
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 32)
                say("50")
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                async with S:
                    raise asyncio.CancelledError("52")
                    G["53"] = g0(2)
                    say("54", await anext(G["53"]))
                    say("55", await G["53"].asend("55"))
                    G["53"] = None
            except Exception as error:
                say("56", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
