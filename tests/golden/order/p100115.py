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
            await asyncio.sleep(1 / 4)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def w3():
    try:
        G["3"] = g0(3)
        say("4", await anext(G["3"]))
        G["3"] = None
        G["3"] = None
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(asyncio.sleep(0, "7"), name="8"))
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        F[2].done() or F[2].set_exception(ValueError("10"))
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
        say("12")
    except Exception as error:
        say("13", "went wrong", show(error))
    try:
        try:
            loop.call_at(loop.time() + 1 / 64, raising("14"))
            E.set()
            say("16", await asyncio.sleep(1 / 32, "17"))
        except TimeoutError as error:
            say("18", "caught", show(error))
    except Exception as error:
        say("19", "went wrong", show(error))
    return "20"


async def w2():
    async with asyncio.timeout_at(loop.time() + 1 / 16) as G["21"]:
        async with Guard("22", True):
            say("23", await asyncio.wait_for(asyncio.shield(w3()), 1 / 32))
            try:
                say("24", await B.wait())
                say("25")
                say("26", B.n_waiting, B.broken, B.parties)
            except TimeoutError as error:
                say("27", "caught", show(error))
                say("28")
            say("29")
        async with asyncio.TaskGroup() as G["30"]:
            T.append(G["30"].create_task(asyncio.sleep(1 / 16, "31")))
            T.append(G["30"].create_task(w3(), name="32"))
            T.append(G["30"].create_task(w3()))
            say("33", "cancel", any_task(1).cancel("34"))
    say("35", G["21"].expired())
    async with asyncio.timeout(1 / 64) as G["36"]:
        async with asyncio.TaskGroup() as G["37"]:
            T.append(G["37"].create_task(w3()))
            try:
                F[0].set_result("38")
            except BaseException as error:
                say("39", "caught", show(error))
        G["36"].reschedule(loop.time() + 1 / 32)
        await asyncio.sleep(0)
        say("40")
    say("41", G["36"].expired())
    say("42", any_task(5).result())
    for _ in range(2):
        say("43", await asyncio.gather(w3(), w3(), F[0]))
    return "44"


async def w1():
    G["47"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(asyncio.sleep(1 / 16, "46")), asyncio.ensure_future(later(3))]
    G["48"] = await asyncio.wait(G["47"], timeout=3 / 64, return_when=asyncio.FIRST_COMPLETED)
    say("45", *map(names, G["48"]))
    for t in G["47"]:
        t.cancel()
    t = None
    del G["47"], G["48"]
    async with asyncio.TaskGroup() as G["49"]:
        T.append(G["49"].create_task(w3()))
        for next_one in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w2()), asyncio.create_task(w2())]):
            say("50", await next_one)
    async with asyncio.TaskGroup() as G["51"]:
        T.append(G["51"].create_task(w3(), name="52"))
        T.append(G["51"].create_task(w3()))
        say("53")
        try:
            say("54", any_task(4).cancelling())
            async with Guard("55", False):
                G["56"] = g0(3)
                say("57", await anext(G["56"]))
                say("58", await G["56"].aclose())
                G["56"] = None
                await asyncio.sleep(1 / 8)
                say("59")
        except TimeoutError as error:
            say("60", "caught", show(error))
            raise
        T.append(loop.create_task(w2()))
    say("61", V.get())
    return "62"


async def w0():
    try:
        async with asyncio.TaskGroup() as G["63"]:
            T.append(G["63"].create_task(w2()))
            async with asyncio.TaskGroup() as G["64"]:
                T.append(G["64"].create_task(w1(), name="65"))
                T.append(G["64"].create_task(w3()))
                say("66", await asyncio.wait_for(w2(), None))
                say("67", [x async for x in g0(3)])
                say("68", await w3())
            await asyncio.sleep(1 / 32)
    except Exception as error:
        say("69", "went wrong", show(error))
    try:
        T.append(loop.create_task(w2()))
    except Exception as error:
        say("70", "went wrong", show(error))
    return "71"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["72"]:
                    T.append(G["72"].create_task(w1()))
                    T.append(G["72"].create_task(w1(), name="73"))
                    await B.abort()
                    G["75"] = g0(3)
                    say("76", await anext(G["75"]))
                    say("77", await anext(G["75"], "none"))
                    G["75"] = None
                    say("78", "cancel", any_task(1).cancel())
            except Exception as error:
                say("79", "went wrong", show(error))
            try:
                say("80", await later(4))
            except Exception as error:
                say("81", "went wrong", show(error))
            try:
                say("82", await asyncio.gather(F[2], w0()))
            except Exception as error:
                say("83", "went wrong", show(error))
            try:
                async with asyncio.timeout_at(loop.time() + 1 / 64) as G["84"]:
                    Q.shutdown()
                    say("86", {x: 1 async for x in g0(3) if x != 1})
                say("87", G["84"].expired())
            except Exception as error:
                say("88", "went wrong", show(error))
            try:
                async with asyncio.timeout_at(loop.time() + 1 / 32) as G["89"]:
                    say("90", await B.wait())
                say("91", G["89"].expired())
            except Exception as error:
                say("92", "went wrong", show(error))
            try:
                say("93")
            except Exception as error:
                say("94", "went wrong", show(error))
            try:
                say("95", "cancel", any_task(5).cancel())
            except Exception as error:
                say("96", "went wrong", show(error))
            try:
                say("97", "cancel", any_task(1).cancel())
            except Exception as error:
                say("98", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
