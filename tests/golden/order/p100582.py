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
    finally:
        say("2", "generator ends")


async def w3():
    try:
        try:
            async with asyncio.TaskGroup() as G["3"]:
                T.append(G["3"].create_task(asyncio.sleep(3 / 64, "4"), name="5"))
                G["8"] = [asyncio.ensure_future(asyncio.sleep(0, "7"))]
                G["9"] = await asyncio.wait(G["8"], timeout=1 / 64, return_when=asyncio.FIRST_EXCEPTION)
                say("6", *map(names, G["9"]))
                del G["8"], G["9"]
                G["10"] = g0(1)
                say("11", await anext(G["10"]))
                say("12", await G["10"].aclose())
                G["10"] = None
                say("13", [await asyncio.sleep(1 / 64, "14") for _ in range(2)])
            say("15", await later(0))
            say("16", "cancel", any_task(4).cancel("17"))
        except ValueError as error:
            say("18", "caught", show(error))
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        say("20", await asyncio.sleep(1 / 32, "21"))
    except Exception as error:
        say("22", "went wrong", show(error))
    G["23"] = g0(3)
    say("24", await anext(G["23"]))
    await asyncio.sleep(1 / 8)
    say("26")
    G["23"] = None
    try:
        raise ValueError("27")
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 32)
                say("29", await asyncio.sleep(1 / 32, "30"))
            except asyncio.CancelledError as error:
                say("31", "swallowed", show(error))
    except Exception as error:
        say("32", "went wrong", show(error))
    return "33"


async def w2():
    say("34", await later(4))
    await asyncio.sleep(1 / 32)
    say("35")
    async for item in g0(2):
        say("36", item)
        say("37", state(F[1]))
        break
    return "38"


async def w1():
    say("39", await F[2])
    say("40", await L.acquire())
    try:
        say("41", "cancel", any_task(0).cancel("42"))
        say("43", "cancel", any_task(5).cancel("44"))
        try:
            async with asyncio.TaskGroup() as G["45"]:
                T.append(G["45"].create_task(w3(), name="46"))
                T.append(G["45"].create_task(w3()))
                T.append(G["45"].create_task(w2()))
                G["48"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w2()), asyncio.ensure_future(w3())]
                G["49"] = await asyncio.wait(G["48"], timeout=-1, return_when=asyncio.FIRST_COMPLETED)
                say("47", *map(names, G["49"]))
                del G["48"], G["49"]
            say("50", "cancel", any_task(2).cancel("51"))
            say("52", "uncancel", any_task(0).uncancel())
        except Exception as error:
            say("53", "caught", show(error))
    finally:
        L.release()
    loop.call_at(loop.time() + 1 / 16, callback("54"))
    try:
        try:
            T.append(asyncio.create_task(w2(), name="55"))
            async with L:
                say("56", B.n_waiting, B.broken, B.parties)
                G["57"] = g0(2)
                say("58", await anext(G["57"]))
                await asyncio.sleep(0)
                say("60")
                G["57"] = None
                say("61", await Steps(0))
            G["62"] = g0(3)
            say("63", await anext(G["62"]))
            say("64", await anext(G["62"], "none"))
            G["62"] = None
        finally:
            say("65")
            try:
                say("66", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
                say("67", await asyncio.wait_for(asyncio.shield(F[1]), 1 / 32))
            finally:
                say("68")
                say("69", await Steps(2))
        say("70", await asyncio.sleep(3 / 64, "71"))
    except asyncio.CancelledError as error:
        say("72", "caught", show(error))
        raise asyncio.CancelledError("73")
    T.append(asyncio.create_task(w3(), name="74"))
    return "75"


async def w0():
    try:
        say("76", await later(2))
        raise ValueError("77")
        try:
            say("78", await asyncio.wait_for(w3(), 1 / 32))
            async with C:
                C.notify()
                G["81"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(w2()), asyncio.ensure_future(F[2])]
                G["82"] = await asyncio.wait(G["81"], timeout=0, return_when=asyncio.FIRST_COMPLETED)
                say("80", *map(names, G["82"]))
                for t in G["81"]:
                    t.cancel()
                t = None
                del G["81"], G["82"]
        finally:
            say("83")
    except TimeoutError as error:
        say("84", "caught", show(error))
        raise
    try:
        say("85", await asyncio.shield(w2()))
        await asyncio.sleep(1 / 32)
        say("86")
        E.set()
    except Exception as error:
        say("88", "caught", show(error))
    say("89", "uncancel", any_task(4).uncancel())
    return "90"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("91", await asyncio.wait_for(asyncio.shield(w1()), 1 / 32))
            except Exception as error:
                say("92", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["93"]:
                    T.append(G["93"].create_task(w3()))
                    say("94", await Q.put(6))
                    V.set("95")
            except Exception as error:
                say("96", "went wrong", show(error))
            try:
                say("97")
            except Exception as error:
                say("98", "went wrong", show(error))
            try:
                say("99")
            except Exception as error:
                say("100", "went wrong", show(error))
            try:
                G["102"] = [asyncio.ensure_future(F[0]), asyncio.ensure_future(w3())]
                G["103"] = await asyncio.wait(G["102"], timeout=1 / 8, return_when=asyncio.FIRST_EXCEPTION)
                say("101", *map(names, G["103"]))
                del G["102"], G["103"]
            except Exception as error:
                say("104", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["105"]:
                    T.append(G["105"].create_task(asyncio.sleep(1 / 64, "106"), name="107"))
                    T.append(G["105"].create_task(w0(), name="108"))
                    T.append(G["105"].create_task(asyncio.sleep(0, "109")))
                    await asyncio.sleep(1 / 16)
                    say("110")
            except Exception as error:
                say("111", "went wrong", show(error))
            try:
                async for task in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 16, "112"))]):
                    say("113", task.get_name(), state(task))
            except Exception as error:
                say("114", "went wrong", show(error))
            try:
                say("115", F[0].cancel())
            except Exception as error:
                say("116", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
