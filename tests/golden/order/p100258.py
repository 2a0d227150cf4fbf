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


async def w1():
    say("1", "uncancel", any_task(4).uncancel())
    async with Guard("2", False):
        say("3")
        V.set("4")
        async with asyncio.timeout_at(loop.time() + 0) as G["5"]:
            for _ in range(2):
                say("6", await Steps(0))
                say("7", any_task(1).exception())
        say("8", G["5"].expired())
    async with Guard("9", False):
        try:
            say("10", await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, "11")), 1 / 32))
        finally:
            say("12")
    return "13"


async def w0():
    await asyncio.sleep(1 / 4)
    F[1].add_done_callback(callback("14"))
    return "15"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(1 / 8)
                say("16")
            except Exception as error:
                say("17", "went wrong", show(error))
            for _ in range(3):
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 32)
                        say("18", await later(4))
                    except asyncio.CancelledError as error:
                        say("19", "swallowed", show(error))
            try:
                any_task(4).add_done_callback(callback("20"))
            except Exception as error:
                say("21", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 4)
                say("22")
            except Exception as error:
                say("23", "went wrong", show(error))
            try:
                async with Guard("24", False):
                    say("25", await w1())
                    handle = loop.call_soon(callback("26"), 1, 2)
                    await asyncio.sleep(1 / 8)
                    handle.cancel()
                    say("26", handle.cancelled())
            except Exception as error:
                say("27", "went wrong", show(error))
            try:
                say("28", await w0())
            except Exception as error:
                say("29", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
