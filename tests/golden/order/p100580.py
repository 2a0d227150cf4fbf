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
            await asyncio.sleep(1 / 16)
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
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 64)
        say("5", "generator ended")


async def w3():
    async with asyncio.TaskGroup() as G["6"]:
        T.append(G["6"].create_task(asyncio.sleep(1 / 16, "7"), name="8"))
        T.append(asyncio.create_task(asyncio.sleep(1 / 16, "9")))
        async for item in g1(1):
            say("10", item)
            async with asyncio.TaskGroup() as G["11"]:
                T.append(G["11"].create_task(asyncio.sleep(1 / 4, "12"), name="13"))
                T.append(G["11"].create_task(asyncio.sleep(3 / 64, "14")))
                say("15")
        async with asyncio.timeout(-1) as G["16"]:
            await B.abort()
            T.append(asyncio.create_task(asyncio.sleep(1 / 8, "18"), name="19"))
        say("20", G["16"].expired())
    async with L:
        say("21", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
        await asyncio.sleep(0)
        say("22")
    G["23"] = g1(1)
    say("24", await anext(G["23"]))
    say("25", await anext(G["23"], "none"))
    G["23"] = None
    context = contextvars.copy_context()
    context.run(V.set, "26")
    T.append(asyncio.create_task(asyncio.sleep(1 / 16, "27"), context=context))
    return "28"


async def w2():
    say("29", "cancel", any_task(2).cancel("30"))
    say("31", "cancel", any_task(3).cancel())
    G["32"] = g0(3)
    say("33", await anext(G["32"]))
    T.append(asyncio.ensure_future(anext(G["32"], "34")))
    await asyncio.sleep(1 / 8)
    say("34", await G["32"].aclose())
    G["32"] = None
    say("35")
    return "36"


async def w1():
    async with Guard("37", False):
        say("38", await asyncio.wait_for(F[1], 1 / 32))
        say("39", await S.acquire())
        try:
            try:
                say("40", "cancel", any_task(3).cancel("41"))
                any_task(3).cancel()
            except (KeyError, RuntimeError) as error:
                say("42", "caught", show(error))
                raise
            say("43", await later(4))
            try:
                say("44", await asyncio.gather(w2(), asyncio.sleep(0, "45"), return_exceptions=True))
            finally:
                say("46")
                say("47", "cancel", any_task(0).cancel("48"))
        finally:
            S.release()
    say("49", "cancel", any_task(0).cancel("50"))
    return "51"


async def w0():
    say("52", V.get())
    G["54"] = [asyncio.ensure_future(later(4))]
    G["55"] = await asyncio.wait(G["54"], timeout=0, return_when=asyncio.FIRST_EXCEPTION)
    say("53", *map(names, G["55"]))
    for t in G["54"]:
        t.cancel()
    t = None
    del G["54"], G["55"]
    async with asyncio.timeout(3 / 64) as G["56"]:
        T.append(asyncio.ensure_future(Steps(1)))
        await B.reset()
    say("59", G["56"].expired())
    await asyncio.sleep(3 / 64)
    say("60")
    return "61"


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
                say("62", await asyncio.wait_for(w0(), 3 / 64))
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                async for item in g1(1):
                    say("64", item)
                    say("65", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("66", "went wrong", show(error))
            try:
                say("67", {x: 1 async for x in g1(3) if x != 1})
            except Exception as error:
                say("68", "went wrong", show(error))
            say("69", await L.acquire())
            try:
                G["72"] = [asyncio.ensure_future(asyncio.sleep(1 / 4, "71")), asyncio.ensure_future(w0())]
                G["73"] = await asyncio.wait(G["72"], timeout=3 / 64, return_when=asyncio.FIRST_EXCEPTION)
                say("70", *map(names, G["73"]))
                del G["72"], G["73"]
                async with asyncio.TaskGroup() as G["74"]:
                    T.append(G["74"].create_task(asyncio.sleep(0, "75"), name="76"))
                    T.append(G["74"].create_task(w2(), name="77"))
                    await asyncio.sleep(3 / 64)
                    say("78")
            finally:
                L.release()
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
