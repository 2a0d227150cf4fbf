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
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 64)
        say("3", "generator ended")


async def w2():
    say("4", await asyncio.wait_for(asyncio.sleep(0, "5"), None))
    try:
        async with C:
            say("6", await C.wait_for(E.is_set))
            await B.abort()
    except Exception as error:
        say("8", "went wrong", show(error))
    try:
        say("9", await asyncio.sleep(3 / 64, "10"))
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        async with asyncio.timeout(1 / 8) as G["12"]:
            say("13", await asyncio.gather(later(4), asyncio.sleep(1 / 64, "14"), asyncio.sleep(0, "15")))
        say("16", G["12"].expired())
    except Exception as error:
        say("17", "went wrong", show(error))
    return "18"


async def w1():
    async for item in g0(1):
        say("19", item)
        say("20", await asyncio.wait_for(later(4), 0))
    say("21", await asyncio.gather(later(1)))
    try:
        say("22", await w2())
        await asyncio.sleep(1 / 64)
    except (KeyError, RuntimeError) as error:
        say("23", "caught", show(error))
    say("24", V.get())
    say("25", await asyncio.wait_for(F[0], None))
    return "26"


async def w0():
    try:
        T.append(asyncio.create_task(w1()))
    except Exception as error:
        say("27", "went wrong", show(error))
    try:
        say("28")
    except Exception as error:
        say("29", "went wrong", show(error))
    try:
        async with S:
            await asyncio.sleep(1 / 16)
            say("30")
            say("31", any_task(0).result())
            say("32", await later(0))
    except Exception as error:
        say("33", "went wrong", show(error))
    try:
        say("34", await asyncio.gather(w2()))
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        try:
            try:
                loop.call_soon(lambda: say("36", V.get()))
            except BaseException as error:
                say("37", "caught", show(error))
        except (KeyError, RuntimeError) as error:
            say("38", "caught", show(error))
            raise
    except Exception as error:
        say("39", "went wrong", show(error))
    return "40"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async for item in g0(2):
                    say("41", item)
                    loop.call_soon(raising("42"), 1, 2)
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                T.append(loop.create_task(w2(), name="44"))
            except Exception as error:
                say("45", "went wrong", show(error))
            await asyncio.sleep(0)
            say("46")
            try:
                say("47")
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                say("49", await asyncio.gather(F[2], later(5), w0()))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                async with Guard("51", False):
                    say("52", "cancel", any_task(4).cancel())
                    say("53")
                    await asyncio.sleep(1 / 32)
                    say("54")
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                say("56", any_task(5).result())
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w2()))
            except Exception as error:
                say("58", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
