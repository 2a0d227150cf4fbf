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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 16)
        say("5", "generator ended")


async def w4():
    say("6", "uncancel", asyncio.current_task().uncancel())
    for _ in range(2):
        T.append(asyncio.ensure_future(asyncio.sleep(0, "7")))
        async with asyncio.timeout(1 / 32) as G["8"]:
            say("9", await asyncio.gather(later(2)))
            say("10", "uncancel", asyncio.current_task().uncancel())
            G["8"].reschedule(loop.time() + 1 / 16)
            await asyncio.sleep(1 / 64)
            say("11")
        say("12", G["8"].expired())
    try:
        try:
            try:
                raise ValueError("13")
            except TimeoutError as error:
                say("14", "caught", show(error))
            T.append(asyncio.create_task(asyncio.sleep(1 / 64, "15")))
        except BaseException as error:
            say("16", "caught", show(error))
            say("17", any_task(2).result())
        async for item in g1(1):
            say("18", item)
            say("19", await later(4))
    except asyncio.CancelledError as error:
        say("20", "caught", show(error))
    return "21"


async def w3():
    say("22", any_task(4).result())
    any_task(1).add_done_callback(callback("23"))
    say("24")
    say("25")
    return "26"


async def w2():
    G["29"] = [asyncio.ensure_future(asyncio.sleep(1 / 16, "28")), asyncio.ensure_future(w4()), asyncio.ensure_future(w3())]
    G["30"] = await asyncio.wait(G["29"], timeout=1 / 64, return_when=asyncio.FIRST_EXCEPTION)
    say("27", *map(names, G["30"]))
    del G["29"], G["30"]
    say("31", await later(3))
    say("32", await asyncio.wait_for(F[0], 3 / 64))
    say("33", "cancel", any_task(4).cancel("34"))
    G["37"] = [asyncio.ensure_future(asyncio.sleep(3 / 64, "36")), asyncio.ensure_future(w3())]
    G["38"] = await asyncio.wait(G["37"], timeout=1 / 64, return_when=asyncio.FIRST_COMPLETED)
    say("35", *map(names, G["38"]))
    del G["37"], G["38"]
    return "39"


async def w1():
    try:
        say("40", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("41", "went wrong", show(error))
    T.append(asyncio.ensure_future(w4()))
    return "43"


async def w0():
    try:
        G["44"] = g1(3)
        say("45", await anext(G["44"]))
        say("46", await anext(G["44"], "none"))
        G["44"] = None
        async with asyncio.timeout(1 / 8) as G["47"]:
            G["48"] = g0(1)
            say("49", await anext(G["48"]))
            say("50", await G["48"].asend("50"))
        say("51", G["47"].expired())
        say("52", await asyncio.wait_for(later(2), 0))
    except Exception as error:
        say("53", "caught", show(error))
        try:
            say("54", await later(3))
            try:
                T.append(loop.create_task(w3()))
                say("55")
                say("56", B.n_waiting, B.broken, B.parties)
            finally:
                say("57")
                say("58", "cancel", any_task(1).cancel("59"))
        except asyncio.CancelledError as error:
            say("60", "caught", show(error))
            raise RuntimeError("61") from error
    say("62", "cancel", any_task(2).cancel("63"))
    await asyncio.sleep(0)
    say("64", await Q.put(7))
    say("65", "cancel", any_task(3).cancel())
    return "66"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                say("68")
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                async with Guard("70", False):
                    V.set("71")
            except Exception as error:
                say("72", "went wrong", show(error))
            say("73", await later(2))
            try:
                loop.call_at(loop.time() + 1 / 16, callback("74"))
            except Exception as error:
                say("75", "went wrong", show(error))
            try:
                added = callback("76")
                any_task(3).add_done_callback(added)
                await asyncio.sleep(1 / 64)
                say("76", any_task(3).remove_done_callback(added))
            except Exception as error:
                say("77", "went wrong", show(error))
            try:
                say("78", await Q.put(7))
            except Exception as error:
                say("79", "went wrong", show(error))
            say("80")
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
