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
            await asyncio.sleep(1 / 8)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 32)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")


async def w4():
    try:
        Q.put_nowait(6)
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        say("7", "uncancel", any_task(3).uncancel())
    except Exception as error:
        say("8", "went wrong", show(error))
    loop.call_at(loop.time() + 1 / 16, raising("9"))
    return "10"


async def w3():
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 4)
            loop.call_soon(callback("11"), 1, 2)
        except asyncio.CancelledError as error:
            say("12", "swallowed", show(error))
    say("13", await asyncio.wait_for(w4(), 3 / 64))
    await asyncio.sleep(1 / 8)
    return "14"


async def w2():
    try:
        say("15", B.n_waiting, B.broken, B.parties)
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        say("17", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("18", "went wrong", show(error))
    try:
        async for item in g1(1):
            say("19", item)
            await asyncio.sleep(0)
            say("20")
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        say("22", await w4())
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def w1():
    try:
        try:
            say("26", [await w2() for _ in range(2)])
        except asyncio.CancelledError as error:
            say("27", "caught", show(error))
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        async with L:
            await asyncio.sleep(1 / 16)
            say("29")
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        async with Guard("31", False):
            say("32", await Steps(0))
            say("33", await asyncio.wait_for(w2(), -1))
    except Exception as error:
        say("34", "went wrong", show(error))
    say("35", await asyncio.wait_for(w2(), 1 / 16))
    return "36"


async def w0():
    T.append(asyncio.ensure_future(w1()))
    try:
        G["38"] = g0(2)
        say("39", await anext(G["38"]))
        T.append(asyncio.ensure_future(anext(G["38"], "40")))
        await asyncio.sleep(1 / 4)
        say("40", await G["38"].aclose())
        G["38"] = None
    except Exception as error:
        say("41", "went wrong", show(error))
    try:
        G["43"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w4())]
        G["44"] = await asyncio.wait(G["43"], timeout=1 / 8, return_when=asyncio.FIRST_COMPLETED)
        say("42", *map(names, G["44"]))
        for t in G["43"]:
            t.cancel()
        t = None
        del G["43"], G["44"]
    except Exception as error:
        say("45", "went wrong", show(error))
    try:
        say("46", "cancel", any_task(2).cancel())
    except Exception as error:
        say("47", "went wrong", show(error))
    return "48"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("49", await asyncio.wait_for(asyncio.shield(w3()), 1 / 32))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 64)
                        any_task(4).add_done_callback(callback("51"))
                    except asyncio.CancelledError as error:
                        say("52", "swallowed", show(error))
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                await asyncio.sleep(0)
            except Exception as error:
                say("54", "went wrong", show(error))
            await asyncio.sleep(0)
            try:
                say("55", await asyncio.wait_for(asyncio.shield(asyncio.sleep(1 / 16, "56")), 1 / 32))
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                G["59"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w3()), asyncio.ensure_future(w2())]
                G["60"] = await asyncio.wait(G["59"], timeout=None, return_when=asyncio.FIRST_EXCEPTION)
                say("58", *map(names, G["60"]))
                del G["59"], G["60"]
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                G["62"] = g0(2)
                await asyncio.sleep(1 / 16)
                say("64")
                G["62"] = None
            except Exception as error:
                say("65", "went wrong", show(error))
            loop.call_soon(lambda: say("66", V.get()))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
