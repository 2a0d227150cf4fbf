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
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 32)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w4():
    try:
        async for item in g0(2):
            say("6", item)
            say("7", await F[2])
    except Exception as error:
        say("8", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 64)
        say("9")
    except Exception as error:
        say("10", "went wrong", show(error))
    try:
        say("11", await asyncio.gather(asyncio.sleep(0, "12"), return_exceptions=True))
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w3():
    say("15", {x: 1 async for x in g1(3) if x != 1})
    say("16", any_task(1).exception())
    try:
        G["17"] = g0(2)
        say("18", await G["17"].asend("18"))
        G["17"] = None
        say("19", await later(4))
        T.append(asyncio.ensure_future(w4()))
    except ValueError as error:
        say("20", "caught", show(error))
        say("21", await later(5))
    say("22", await asyncio.gather(w4(), w4()))
    for _ in range(3):
        async with Guard("23", False):
            say("24", await L.acquire())
            try:
                loop.call_at(loop.time() + 1 / 4, raising("25"))
                await asyncio.sleep(1 / 32)
            finally:
                L.release()
        say("26")
        say("27")
    return "28"


async def w2():
    async with asyncio.timeout(1 / 32) as G["29"]:
        for _ in range(3):
            try:
                T.append(asyncio.ensure_future(w3()))
                say("30", await later(4))
            finally:
                say("31")
                E.set()
        async with asyncio.timeout(-1) as G["33"]:
            await asyncio.sleep(1 / 8)
            say("34")
        say("35", G["33"].expired())
    say("36", G["29"].expired())
    say("37", await w4())
    context = contextvars.copy_context()
    context.run(V.set, "38")
    T.append(asyncio.create_task(w3(), context=context))
    return "39"


async def w1():
    try:
        T.append(asyncio.create_task(w2()))
    except Exception as error:
        say("40", "went wrong", show(error))
    try:
        say("41", any_task(1).cancelling())
    except Exception as error:
        say("42", "went wrong", show(error))
    try:
        say("43")
    except Exception as error:
        say("44", "went wrong", show(error))
    try:
        say("45", await w4())
    except Exception as error:
        say("46", "went wrong", show(error))
    return "47"


async def w0():
    await asyncio.sleep(3 / 64)
    say("48")
    say("49", await asyncio.gather(w4(), F[2], w3(), return_exceptions=True))
    try:
        F[1] = loop.create_future()
    except Exception as error:
        say("51", "went wrong", show(error))
    return "52"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                async with Guard("53", True):
                    say("54", await w3())
            except Exception as error:
                say("55", "went wrong", show(error))
            say("56", await asyncio.gather(w4(), later(4), w0(), return_exceptions=True))
            try:
                E.set()
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["59"]:
                    T.append(G["59"].create_task(w0()))
                    say("60")
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                G["62"] = g1(3)
                say("63", await anext(G["62"]))
                await asyncio.sleep(1 / 64)
                G["62"] = None
            except Exception as error:
                say("65", "went wrong", show(error))
            G["66"] = g1(1)
            say("67", await anext(G["66"]))
            say("68", await G["66"].asend("68"))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
