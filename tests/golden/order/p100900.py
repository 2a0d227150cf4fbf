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
    except ValueError as error:
        say("generator caught", show(error))
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
        await asyncio.sleep(0)
        say("5", "generator ended")


async def w3():
    say("6", await asyncio.shield(asyncio.sleep(3 / 64, "7")))
    try:
        async with asyncio.timeout(1 / 8) as G["8"]:
            say("9", await F[1])
            raise TimeoutError("10")
            Q.shutdown(immediate=True)
        say("12", G["8"].expired())
    except Exception as error:
        say("13", "went wrong", show(error))
    try:
        G["14"] = g0(1)
        say("15", await anext(G["14"]))
        say("16", await G["14"].aclose())
        G["14"] = None
    except Exception as error:
        say("17", "went wrong", show(error))
    return "18"


async def w2():
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 16)
                say("19", await asyncio.wait_for(w3(), 3 / 64))
            except asyncio.CancelledError as error:
                say("20", "swallowed", show(error))
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        G["22"] = g0(2)
        say("23", await anext(G["22"]))
        say("24", await G["22"].asend("24"))
        G["22"] = None
        say("25", await asyncio.sleep(1 / 16, "26"))
    except Exception as error:
        say("27", "caught", show(error))
    try:
        say("28", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    except Exception as error:
        say("29", "went wrong", show(error))
    return "30"


async def w1():
    try:
        G["33"] = [asyncio.ensure_future(asyncio.sleep(1 / 4, "32")), asyncio.ensure_future(w2())]
        G["34"] = await asyncio.wait(G["33"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
        say("31", *map(names, G["34"]))
        for t in G["33"]:
            t.cancel()
        t = None
        del G["33"], G["34"]
    except ValueError as error:
        say("35", "caught", show(error))
        T.append(asyncio.create_task(w3(), name="36"))
    say("37", "cancel", any_task(0).cancel("38"))
    try:
        say("39", "uncancel", asyncio.current_task().uncancel())
        say("40", "cancel", any_task(5).cancel("41"))
        E.set()
    finally:
        say("43")
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 8)
                T.append(asyncio.create_task(w3()))
            except asyncio.CancelledError as error:
                say("44", "swallowed", show(error))
    except TimeoutError as error:
        say("45", "caught", show(error))
        say("46", await later(1))
    return "47"


async def w0():
    try:
        T.append(asyncio.create_task(w1(), name="48"))
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        async for item in g1(1):
            say("50", item)
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 16)
                    say("51", {x: 1 async for x in g0(1) if x != 1})
                except asyncio.CancelledError as error:
                    say("52", "swallowed", show(error))
    except Exception as error:
        say("53", "went wrong", show(error))
    try:
        say("54", B.n_waiting, B.broken, B.parties)
    except Exception as error:
        say("55", "went wrong", show(error))
    try:
        G["57"] = [asyncio.ensure_future(w1())]
        G["58"] = await asyncio.wait(G["57"], timeout=1 / 64, return_when=asyncio.FIRST_COMPLETED)
        say("56", *map(names, G["58"]))
        del G["57"], G["58"]
    except Exception as error:
        say("59", "went wrong", show(error))
    try:
        say("60")
    except Exception as error:
        say("61", "went wrong", show(error))
    return "62"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("63", await later(1))
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                async with L:
                    G["66"] = [asyncio.ensure_future(F[1]), asyncio.ensure_future(w0()), asyncio.ensure_future(w0())]
                    G["67"] = await asyncio.wait(G["66"], timeout=3 / 64, return_when=asyncio.FIRST_EXCEPTION)
                    say("65", *map(names, G["67"]))
                    del G["66"], G["67"]
            except Exception as error:
                say("68", "went wrong", show(error))
            G["71"] = [asyncio.ensure_future(asyncio.sleep(1 / 64, "70"))]
            G["72"] = await asyncio.wait(G["71"], timeout=3 / 64, return_when=asyncio.FIRST_COMPLETED)
            say("69", *map(names, G["72"]))
            for t in G["71"]:
                t.cancel()
            t = None
            del G["71"], G["72"]
            try:
                say("73")
            except Exception as error:
                say("74", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
