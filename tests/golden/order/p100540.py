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
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w2():
    try:
        say("4", any_task(4).exception())
    except Exception as error:
        say("5", "went wrong", show(error))
    try:
        say("6", "cancel", any_task(0).cancel("7"))
    except Exception as error:
        say("8", "went wrong", show(error))
    return "9"


async def w1():
    G["11"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w2())]
    G["12"] = await asyncio.wait(G["11"], timeout=-1, return_when=asyncio.FIRST_COMPLETED)
    say("10", *map(names, G["12"]))
    del G["11"], G["12"]
    say("13", V.get())
    T.append(asyncio.create_task(w2(), name="14"))
    return "15"


async def w0():
    async with C:
        say("16", await C.wait())
        say("17", await w1())
    async with Guard("18", True):
        say("19", "uncancel", asyncio.current_task().uncancel())
        loop.call_soon(lambda: say("20", V.get()))
        async for item in g0(3):
            say("21", item)
            try:
                say("22", "cancel", any_task(1).cancel())
                say("23", "cancel", any_task(0).cancel())
            finally:
                say("24")
                say("25", "uncancel", asyncio.current_task().uncancel())
    return "26"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("27", await Q.put(2))
            except Exception as error:
                say("28", "went wrong", show(error))
            loop.call_at(loop.time() + 0, callback("29"))
            try:
                await asyncio.sleep(3 / 64)
            except Exception as error:
                say("30", "went wrong", show(error))
            try:
                G["31"] = g0(2)
                say("32", await anext(G["31"]))
                say("33", await G["31"].asend("33"))
                G["31"] = None
            except Exception as error:
                say("34", "went wrong", show(error))
            try:
                say("35", await asyncio.wait_for(w1(), None))
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                async with Guard("37", True):
                    E.set()
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                say("40")
            except Exception as error:
                say("41", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
