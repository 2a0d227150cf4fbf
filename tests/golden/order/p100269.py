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


tells = True


async def g0(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 64)
        say("5", "generator ended")


async def w3():
    async with asyncio.timeout_at(loop.time() + 1 / 64) as G["6"]:
        G["7"] = g0(3)
        say("8", await anext(G["7"]))
        say("9", await G["7"].athrow(ValueError("9")))
        Q.put_nowait(6)
        try:
            say("11", [x async for x in g1(1)])
            await asyncio.sleep(0)
            say("12")
        finally:
            say("13")
            say("14", await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, "15")), 1 / 32))
    say("16", G["6"].expired())
    say("17", await asyncio.wait_for(later(2), 1 / 64))
    say("18", "cancel", any_task(4).cancel("19"))
    async with C:
        say("20", await C.wait())
        T.append(asyncio.create_task(asyncio.sleep(1 / 32, "21"), name="22"))
    return "23"


async def w2():
    say("24", await asyncio.gather())
    for _ in range(3):
        T.append(asyncio.ensure_future(w3()))
    await asyncio.sleep(1 / 32)
    say("25", await w3())
    say("26", await asyncio.gather(F[0]))
    return "27"


async def w1():
    loop.call_later(1 / 8, raising("28"), 1)
    say("29")
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 8)
                say("30", await asyncio.sleep(0, "31"))
            except asyncio.CancelledError as error:
                say("32", "swallowed", show(error))
    except (KeyError, RuntimeError) as error:
        say("33", "caught", show(error))
        raise
    return "34"


async def w0():
    try:
        try:
            for _ in range(3):
                say("35", await asyncio.gather(w2(), w3(), w2()))
                say("36", any_task(1).cancelling())
                handle = loop.call_soon(callback("37"), 1, 2)
                await asyncio.sleep(0)
                handle.cancel()
                say("37", handle.cancelled())
        finally:
            say("38")
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        async with L:
            say("40", "cancel", any_task(1).cancel())
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 32)
                    say("41", await B.wait())
                except asyncio.CancelledError as error:
                    say("42", "swallowed", show(error))
            async with asyncio.TaskGroup() as G["43"]:
                T.append(G["43"].create_task(w2()))
                T.append(G["43"].create_task(w1(), name="44"))
                T.append(G["43"].create_task(w2()))
                say("45", await later(0))
                say("46", await Q.get())
                say("47", await F[2])
    except Exception as error:
        say("48", "went wrong", show(error))
    try:
        for _ in range(3):
            async with Guard("49", False):
                await asyncio.sleep(1 / 32)
    except Exception as error:
        say("50", "went wrong", show(error))
    return "51"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                G["52"] = g0(2)
                say("53", await anext(G["52"]))
                T.append(asyncio.ensure_future(anext(G["52"], "54")))
                await asyncio.sleep(0)
                say("54", await G["52"].aclose())
                G["52"] = None
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                say("56", await asyncio.wait_for(w0(), 3 / 64))
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                async for item in g0(1):
                    say("58", item)
                    await asyncio.sleep(0)
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                say("60", await asyncio.wait_for(F[2], 3 / 64))
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                V.set("62")
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                try:
                    say("64", await asyncio.wait_for(w2(), None))
                    gathered = asyncio.gather()
                    await asyncio.sleep(3 / 64)
                    say("65", gathered.cancel())
                    say("65", await gathered)
                except (KeyError, RuntimeError) as error:
                    say("66", "caught", show(error))
                    say("67", await asyncio.wait_for(asyncio.shield(w1()), 1 / 32))
            except Exception as error:
                say("68", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
