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
        await asyncio.sleep(1 / 4)
        say("3", "generator ended")


async def w2():
    await asyncio.sleep(1 / 32)
    say("4")
    G["6"] = [asyncio.ensure_future(F[0])]
    G["7"] = await asyncio.wait(G["6"], timeout=1 / 64, return_when=asyncio.FIRST_COMPLETED)
    say("5", *map(names, G["7"]))
    for t in G["6"]:
        t.cancel()
    t = None
    del G["6"], G["7"]
    return "8"


async def w1():
    say("9", await w2())
    say("10", await asyncio.sleep(3 / 64, "11"))
    say("12", "cancel", any_task(3).cancel())
    say("13", any_task(0).done(), any_task(0).cancelled())
    return "14"


async def w0():
    await asyncio.sleep(1 / 16)
    say("15")
    say("16", await later(0))
    try:
        G["17"] = g0(2)
        say("18", await G["17"].aclose())
        G["17"] = None
        say("19", "cancel", any_task(0).cancel())
    finally:
        say("20")
    Q.shutdown(immediate=True)
    loop.call_at(loop.time() + 0, callback("22"))
    return "23"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            async with asyncio.TaskGroup() as G["24"]:
                T.append(G["24"].create_task(w2()))
                T.append(G["24"].create_task(w0()))
                T.append(G["24"].create_task(w2()))
                say("25", "cancel", any_task(3).cancel())
            try:
                loop.call_later(1 / 16, callback("26"), 1)
            except Exception as error:
                say("27", "went wrong", show(error))
            try:
                say("28", {x: 1 async for x in g0(2) if x != 1})
            except Exception as error:
                say("29", "went wrong", show(error))
            try:
                say("30", "cancel", any_task(4).cancel("31"))
            except Exception as error:
                say("32", "went wrong", show(error))
            try:
                async with Guard("33", False):
                    say("34", await w0())
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                try:
                    await asyncio.sleep(0)
                    say("36", V.get())
                except Exception as error:
                    say("37", "caught", show(error))
                    raise
            except Exception as error:
                say("38", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["39"]:
                    T.append(G["39"].create_task(w2()))
                    T.append(G["39"].create_task(w1()))
                    T.append(asyncio.create_task(w2(), name="40"))
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                say("42")
            except Exception as error:
                say("43", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
