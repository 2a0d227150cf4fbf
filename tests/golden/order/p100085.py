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
        async with asyncio.TaskGroup() as G["1"]:
            T.append(G["1"].create_task(asyncio.sleep(1 / 4, "2")))
            say("3")
            say("4", "cancel", any_task(2).cancel())
            async with L:
                await asyncio.sleep(1 / 16)
                say("5")
    except Exception as error:
        say("6", "went wrong", show(error))
    say("7", await L.acquire())
    try:
        await asyncio.sleep(1 / 32)
        try:
            say("8", await asyncio.sleep(1 / 16, "9"))
            say("10", await later(3))
            await asyncio.sleep(0)
            say("11")
        except Exception as error:
            say("12", "caught", show(error))
        await B.abort()
    finally:
        L.release()
    try:
        T.append(asyncio.create_task(asyncio.sleep(1 / 32, "14")))
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        say("16", "uncancel", any_task(4).uncancel())
    except Exception as error:
        say("17", "went wrong", show(error))
    return "18"


async def w2():
    await asyncio.sleep(1 / 32)
    async with L:
        say("19", await later(4))
        try:
            await asyncio.sleep(1 / 8)
            say("20")
            loop.call_later(0, raising("21"), 1)
        finally:
            say("22")
            async with S:
                G["24"] = [asyncio.ensure_future(later(1)), asyncio.ensure_future(F[1])]
                G["25"] = await asyncio.wait(G["24"], timeout=3 / 64, return_when=asyncio.FIRST_EXCEPTION)
                say("23", *map(names, G["25"]))
                for t in G["24"]:
                    t.cancel()
                t = None
                del G["24"], G["25"]
    say("26", await later(3))
    for _ in range(2):
        E.set()
    say("28")
    return "29"


async def w1():
    loop.call_soon(lambda: say("30", V.get()))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 4)
                say("31", await Steps(2))
            except asyncio.CancelledError as error:
                say("32", "swallowed", show(error))
    except Exception as error:
        say("33", "went wrong", show(error))
    try:
        async with Guard("34", True):
            for next_one in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w3()), asyncio.create_task(w2())]):
                say("35", await next_one)
    except Exception as error:
        say("36", "went wrong", show(error))
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w2()), asyncio.create_task(w2())]):
            say("37", await next_one)
    except Exception as error:
        say("38", "went wrong", show(error))
    try:
        say("39", [await w2() for _ in range(2)])
    except Exception as error:
        say("40", "went wrong", show(error))
    return "41"


async def w0():
    G["43"] = [asyncio.ensure_future(w2())]
    G["44"] = await asyncio.wait(G["43"], timeout=1 / 32, return_when=asyncio.FIRST_COMPLETED)
    say("42", *map(names, G["44"]))
    del G["43"], G["44"]
    say("45", await later(3))
    try:
        async with S:
            say("46", V.get())
    except Exception as error:
        say("47", "went wrong", show(error))
    try:
        async with L:
            say("48", "cancel", any_task(0).cancel("49"))
            T.append(asyncio.create_task(w2()))
            T.append(asyncio.create_task(w3(), name="50"))
    except Exception as error:
        say("51", "went wrong", show(error))
    try:
        say("52", await asyncio.wait_for(asyncio.shield(later(4)), 1 / 32))
    except Exception as error:
        say("53", "went wrong", show(error))
    return "54"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            await asyncio.sleep(3 / 64)
            say("55")
            try:
                V.set("56")
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                E.set()
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                G["61"] = [asyncio.ensure_future(w0()), asyncio.ensure_future(w0())]
                G["62"] = await asyncio.wait(G["61"], timeout=3 / 64, return_when=asyncio.FIRST_EXCEPTION)
                say("60", *map(names, G["62"]))
                for t in G["61"]:
                    t.cancel()
                t = None
                del G["61"], G["62"]
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                say("64", V.get())
            except Exception as error:
                say("65", "went wrong", show(error))
            say("66", await later(0))
            try:
                T.append(loop.create_task(w0()))
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                async with L:
                    await asyncio.sleep(1 / 32)
                    say("68", "cancel", any_task(0).cancel())
            except Exception as error:
                say("69", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
