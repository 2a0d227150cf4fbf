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
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 64)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w4():
    await asyncio.sleep(1 / 32)
    raise ValueError("6")
    for _ in range(3):
        say("7", "cancel", any_task(0).cancel("8"))
    return "9"


async def w3():
    async with C:
        say("10", await C.wait_for(E.is_set))
        try:
            say("11", await asyncio.gather(F[2], later(3)))
            E.set()
            say("13", await later(0))
        finally:
            say("14")
    say("15")
    try:
        T.append(loop.create_task(w4(), name="16"))
    except Exception as error:
        say("17", "went wrong", show(error))
    return "18"


async def w2():
    raise TimeoutError("19")
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 16)
            await asyncio.sleep(1 / 32)
        except asyncio.CancelledError as error:
            say("20", "swallowed", show(error))
    try:
        try:
            G["21"] = g0(2)
            say("22", await anext(G["21"]))
            say("23", await G["21"].asend("23"))
            G["21"] = None
            G["24"] = g0(1)
            say("25", await anext(G["24"]))
            say("26", await G["24"].aclose())
            G["24"] = None
        finally:
            say("27")
            async for item in g0(3):
                say("28", item)
                G["29"] = g1(3)
                say("30", await anext(G["29"]))
                say("31", await G["29"].asend("31"))
                G["29"] = None
        say("32", await w3())
        for next_one in asyncio.as_completed([asyncio.create_task(w4()), asyncio.create_task(w4())], timeout=1 / 32):
            say("33", await next_one)
    finally:
        say("34")
        await B.reset()
    return "36"


async def w1():
    say("37")
    say("38", await later(2))
    any_task(5).add_done_callback(callback("39"))
    say("40", "uncancel", asyncio.current_task().uncancel())
    return "41"


async def w0():
    try:
        async with asyncio.TaskGroup() as G["42"]:
            T.append(G["42"].create_task(w4()))
            T.append(G["42"].create_task(w2(), name="43"))
            T.append(asyncio.ensure_future(w3()))
            say("44", "uncancel", any_task(3).uncancel())
            T.append(asyncio.create_task(asyncio.sleep(3 / 64, "45"), name="46"))
    except Exception as error:
        say("47", "went wrong", show(error))
    gathered = asyncio.gather()
    await asyncio.sleep(1 / 4)
    say("48", gathered.cancel())
    say("48", await gathered)
    try:
        say("49", await asyncio.wait_for(w4(), -1))
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
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("52", await asyncio.wait_for(w1(), 3 / 64))
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", await Bad())
            except Exception as error:
                say("55", "went wrong", show(error))
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 4)
                    say("56", await w1())
                except asyncio.CancelledError as error:
                    say("57", "swallowed", show(error))
            T.append(asyncio.ensure_future(asyncio.sleep(1 / 16, "58")))
            try:
                try:
                    say("59", await w3())
                    say("60", "cancel", any_task(5).cancel())
                finally:
                    say("61")
                    say("62", V.get())
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                say("64", await F[0])
            except Exception as error:
                say("65", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
