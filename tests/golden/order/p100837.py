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
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("4", "generator ends")


async def w1():
    say("5", await S.acquire())
    try:
        say("6", await asyncio.sleep(0, "7"))
    finally:
        S.release()
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            say("8", "swallowed", show(error))
    say("9", await asyncio.sleep(1 / 32, "10"))
    say("11", await asyncio.wait_for(asyncio.shield(later(4)), 1 / 32))
    say("12", await later(1))
    return "13"


async def w0():
    say("14", V.get())
    say("15")
    say("16", await Steps(3))
    async with Guard("17", True):
        async with asyncio.TaskGroup() as G["18"]:
            T.append(G["18"].create_task(w1()))
            async for item in g0(1):
                say("19", item)
                say("20", await B.wait())
                break
            say("21", await w1())
            say("22", await F[0])
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
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("24")
                finally:
                    say("25")
                    G["26"] = g1(1)
                    say("27", await anext(G["26"]))
                    T.append(asyncio.ensure_future(anext(G["26"], "28")))
                    await asyncio.sleep(0)
                    say("28", await G["26"].aclose())
                    G["26"] = None
            except Exception as error:
                say("29", "went wrong", show(error))
            try:
                say("30", await Steps(3))
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                say("32", await w0())
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                say("34")
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                say("36", await B.wait())
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["38"]:
                    T.append(G["38"].create_task(w1()))
                    await asyncio.sleep(0)
                    T.append(asyncio.create_task(w1(), name="39"))
                    T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("40", "went wrong", show(error))
            say("41", await asyncio.gather())
            try:
                try:
                    say("42", await later(0))
                    handle = loop.call_later(1 / 16, raising("43"), 1)
                    await asyncio.sleep(1 / 16)
                    handle.cancel()
                    say("43", handle.cancelled())
                finally:
                    say("44")
                    say("45", await asyncio.shield(asyncio.sleep(1 / 16, "46")))
            except Exception as error:
                say("47", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
