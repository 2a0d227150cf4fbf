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


async def w2():
    try:
        say("6", await later(0))
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        say("8", await asyncio.gather())
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        V.set("10")
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        say("12", "cancel", any_task(3).cancel())
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w1():
    async for task in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w2()), asyncio.create_task(w2())]):
        say("15", task.get_name(), state(task))
    async for item in g0(1):
        say("16", item)
        async with asyncio.timeout(None) as G["17"]:
            say("18")
            loop.call_soon(lambda: say("19", V.get()))
        say("20", G["17"].expired())
    say("21", await w2())
    async with Guard("22", True):
        async with L:
            say("23")
            say("24", await asyncio.wait_for(w2(), 0))
            gathered = asyncio.gather(later(0), later(3))
            await asyncio.sleep(1 / 8)
            say("25", gathered.cancel())
            say("25", await gathered)
    await asyncio.sleep(1 / 8)
    return "26"


async def w0():
    say("27", await w1())
    await B.abort()
    say("29", "cancel", any_task(5).cancel("30"))
    say("31")
    return "32"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            for _ in range(2):
                await asyncio.sleep(0)
                say("33")
                say("34")
            try:
                T.append(asyncio.create_task(w2(), name="35"))
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                E.set()
            except Exception as error:
                say("38", "went wrong", show(error))
            async for item in g0(1):
                say("39", item)
                say("40", await w0())
            try:
                say("41", B.n_waiting, B.broken, B.parties)
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                V.set("43")
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                for next_one in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w2())]):
                    say("45", await next_one)
            except Exception as error:
                say("46", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
