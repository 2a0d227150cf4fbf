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
        yield "after"
    finally:
        say("2", "generator ends")


async def w4():
    try:
        async with L:
            say("3", await asyncio.shield(asyncio.sleep(1 / 16, "4")))
            say("5", await asyncio.sleep(0, "6"))
    except Exception as error:
        say("7", "went wrong", show(error))
    say("8", {x: 1 async for x in g0(1) if x != 1})
    try:
        say("9", await asyncio.sleep(1 / 4, "10"))
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        raise RuntimeError("12")
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w3():
    handle = loop.call_at(loop.time() + 0, raising("15"))
    await asyncio.sleep(1 / 64)
    handle.cancel()
    say("15", handle.cancelled())
    try:
        say("16", await asyncio.gather())
    except asyncio.CancelledError as error:
        say("17", "caught", show(error))
        raise RuntimeError("18") from error
    await B.reset()
    async for item in g0(1):
        say("20", item)
        say("21", await asyncio.wait_for(w4(), -1))
    V.set("22")
    return "23"


async def w2():
    say("24", "cancel", any_task(3).cancel())
    V.set("25")
    say("26")
    await asyncio.sleep(1 / 32)
    say("27")
    say("28", await S.acquire())
    try:
        say("29", [await w4() for _ in range(2)])
        say("30", await w4())
    finally:
        S.release()
    return "31"


async def w1():
    say("32", await asyncio.wait_for(w4(), 1 / 32))
    async with asyncio.TaskGroup() as G["33"]:
        T.append(G["33"].create_task(w3()))
        T.append(G["33"].create_task(w4()))
        await asyncio.sleep(1 / 32)
        async with asyncio.timeout_at(loop.time() + 3 / 64) as G["34"]:
            say("35", await later(1))
            say("36", "cancel", any_task(5).cancel("37"))
        say("38", G["34"].expired())
        T.append(asyncio.create_task(w4()))
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            say("39", await w2())
        except asyncio.CancelledError as error:
            say("40", "swallowed", show(error))
    async with S:
        context = contextvars.copy_context()
        context.run(V.set, "41")
        T.append(asyncio.create_task(w3(), context=context))
        await asyncio.sleep(1 / 4)
        say("42")
    return "43"


async def w0():
    async with asyncio.timeout(1 / 8) as G["44"]:
        T.append(asyncio.create_task(w3()))
        async with asyncio.TaskGroup() as G["45"]:
            T.append(G["45"].create_task(w4()))
            T.append(G["45"].create_task(w4()))
            T.append(G["45"].create_task(w1()))
            await asyncio.sleep(0)
            say("46")
            say("47")
            say("48", {x: 1 async for x in g0(1) if x != 1})
    say("49", G["44"].expired())
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 32)
            G["50"] = g0(1)
            say("51", await anext(G["50"]))
            say("52", await G["50"].asend("52"))
        except asyncio.CancelledError as error:
            say("53", "swallowed", show(error))
    say("54", await w3())
    say("55")
    return "56"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("57")
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                any_task(2).add_done_callback(callback("59"))
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                say("61", await asyncio.gather(return_exceptions=True))
            except Exception as error:
                say("62", "went wrong", show(error))
            T.append(loop.create_task(w4(), name="63"))
            try:
                say("64", await w4())
            except Exception as error:
                say("65", "went wrong", show(error))
            async with asyncio.timeout_at(loop.time() + -1) as G["66"]:
                async with S:
                    say("67")
                    loop.call_later(1 / 8, callback("68"), 1)
                    E.set()
                T.append(asyncio.ensure_future(w3()))
                await asyncio.sleep(0)
                say("70")
            say("71", G["66"].expired())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
