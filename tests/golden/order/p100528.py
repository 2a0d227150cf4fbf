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
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 4)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w2():
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            G["9"] = [asyncio.ensure_future(asyncio.sleep(1 / 4, "7")), asyncio.ensure_future(asyncio.sleep(1 / 16, "8")), asyncio.ensure_future(later(0))]
            G["10"] = await asyncio.wait(G["9"], timeout=1 / 64, return_when=asyncio.FIRST_COMPLETED)
            say("6", *map(names, G["10"]))
            for t in G["9"]:
                t.cancel()
            t = None
            del G["9"], G["10"]
        except asyncio.CancelledError as error:
            say("11", "swallowed", show(error))
    try:
        say("12", "cancel", any_task(4).cancel())
        say("13")
    finally:
        say("14")
    async for item in g1(2):
        say("15", item)
        loop.call_at(loop.time() + 0, raising("16"))
    F[0] = loop.create_future()
    return "18"


async def w1():
    try:
        say("19", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        E.clear()
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        say("23")
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def w0():
    await asyncio.sleep(1 / 32)
    say("26")
    say("27", await B.wait())
    Q.task_done()
    return "29"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                raise RuntimeError("30")
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                async with L:
                    say("32", "cancel", any_task(0).cancel())
                    G["34"] = [asyncio.ensure_future(w2())]
                    G["35"] = await asyncio.wait(G["34"], timeout=1 / 64, return_when=asyncio.FIRST_EXCEPTION)
                    say("33", *map(names, G["35"]))
                    del G["34"], G["35"]
                async with asyncio.TaskGroup() as G["36"]:
                    T.append(G["36"].create_task(w0()))
                    T.append(G["36"].create_task(w1(), name="37"))
                    Q.task_done()
                    say("39", any_task(1).exception())
                    say("40", await asyncio.gather(w0(), w0()))
            except asyncio.CancelledError as error:
                say("41", "caught", show(error))
                raise RuntimeError("42") from error
            try:
                await asyncio.sleep(1 / 16)
                say("43")
            except Exception as error:
                say("44", "went wrong", show(error))
            G["45"] = g1(3)
            say("46", await anext(G["45"]))
            say("47", await anext(G["45"], "none"))
            try:
                say("48", [x async for x in g0(2)])
            except Exception as error:
                say("49", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
