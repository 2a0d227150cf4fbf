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
            await asyncio.sleep(1 / 8)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(3 / 64)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 64)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")
        await asyncio.sleep(0)
        say("6", "generator ended")


async def w1():
    await B.reset()
    try:
        await asyncio.sleep(1 / 32)
        say("8", await B.wait())
        async with Guard("9", False):
            any_task(4).add_done_callback(callback("10"))
            say("11", await B.wait())
    except asyncio.CancelledError as error:
        say("12", "caught", show(error))
    F[2].set_result("13")
    return "14"


async def w0():
    try:
        loop.call_soon(callback("15"), 1, 2)
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        say("17", "cancel", any_task(0).cancel())
        any_task(0).cancel()
    except Exception as error:
        say("18", "went wrong", show(error))
    try:
        say("19", Q.get_nowait())
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        say("21", any_task(0).cancelling())
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        say("23")
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(0)
                say("26")
            except Exception as error:
                say("27", "went wrong", show(error))
            try:
                try:
                    say("28", await w1())
                    await asyncio.sleep(1 / 32)
                    say("29")
                finally:
                    say("30")
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                say("32", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("33", "went wrong", show(error))
            async with asyncio.timeout(1 / 64) as G["34"]:
                say("35", await later(1))
                E.clear()
                say("37", await asyncio.wait_for(asyncio.sleep(0, "38"), 1 / 8))
            say("39", G["34"].expired())
            try:
                try:
                    T.append(asyncio.ensure_future(w0()))
                    say("40", await later(0))
                finally:
                    say("41")
                    say("42", await asyncio.gather(later(1), w1(), w1()))
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                for _ in range(2):
                    await asyncio.sleep(1 / 4)
            except Exception as error:
                say("44", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
