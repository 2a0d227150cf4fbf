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
    async with S:
        await asyncio.sleep(0)
        say("1")
        say("2", [await asyncio.sleep(1 / 64, "3") for _ in range(2)])
        say("4", "cancel", any_task(0).cancel("5"))
    async with asyncio.timeout(0) as G["6"]:
        T.append(loop.create_task(asyncio.sleep(1 / 16, "7"), name="8"))
        async with asyncio.TaskGroup() as G["9"]:
            T.append(G["9"].create_task(asyncio.sleep(1 / 32, "10")))
            await asyncio.sleep(0)
            say("11", await later(0))
    say("12", G["6"].expired())
    try:
        async with Guard("13", True):
            say("14", await asyncio.wait_for(asyncio.sleep(1 / 16, "15"), None))
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        say("17", F[1].cancel())
    except Exception as error:
        say("18", "went wrong", show(error))
    for _ in range(2):
        loop.call_soon(lambda: say("19", V.get()))
        say("20", await asyncio.sleep(1 / 16, "21"))
    return "22"


async def w2():
    T.append(asyncio.create_task(w3()))
    try:
        T.append(asyncio.ensure_future(w3()))
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        say("24", await asyncio.sleep(1 / 64, "25"))
    except Exception as error:
        say("26", "went wrong", show(error))
    return "27"


async def w1():
    try:
        any_task(5).add_done_callback(callback("28"))
    except Exception as error:
        say("29", "went wrong", show(error))
    try:
        say("30", "cancel", any_task(4).cancel())
    except Exception as error:
        say("31", "went wrong", show(error))
    return "32"


async def w0():
    try:
        try:
            say("33", "cancel", any_task(2).cancel("34"))
            async with Guard("35", False):
                say("36")
                say("37")
            G["39"] = [asyncio.ensure_future(later(5)), asyncio.ensure_future(w3())]
            G["40"] = await asyncio.wait(G["39"], timeout=1 / 8, return_when=asyncio.FIRST_EXCEPTION)
            say("38", *map(names, G["40"]))
            for t in G["39"]:
                t.cancel()
            t = None
            del G["39"], G["40"]
        finally:
            say("41")
            say("42")
    except Exception as error:
        say("43", "went wrong", show(error))
    T.append(loop.create_task(w2(), name="44"))
    try:
        for _ in range(2):
            say("45")
    except Exception as error:
        say("46", "went wrong", show(error))
    try:
        say("47", V.get())
    except Exception as error:
        say("48", "went wrong", show(error))
    try:
        for _ in range(3):
            say("49", "cancel", any_task(1).cancel())
    except Exception as error:
        say("50", "went wrong", show(error))
    return "51"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                any_task(5).add_done_callback(callback("52"))
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                async with asyncio.timeout(-1) as G["54"]:
                    say("55", await w3())
                    say("56", await w0())
                    say("57", await w1())
                say("58", G["54"].expired())
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                F[0] = loop.create_future()
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["62"]:
                    T.append(G["62"].create_task(w2()))
                    T.append(G["62"].create_task(w1()))
                    say("63")
                    await asyncio.sleep(1 / 16)
                    say("64")
            except Exception as error:
                say("65", "went wrong", show(error))
            try:
                say("66")
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                raise Oops("68")
            except Exception as error:
                say("69", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w1()))


asyncio.run(main())
print("over")
