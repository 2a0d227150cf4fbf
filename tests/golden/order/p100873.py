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


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 16)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")


async def w4():
    try:
        await asyncio.sleep(0)
    except Exception as error:
        say("5", "went wrong", show(error))
    try:
        say("6", names(asyncio.all_tasks()))
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        say("8", await Steps(1))
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
        say("10")
    except Exception as error:
        say("11", "went wrong", show(error))
    return "12"


async def w3():
    say("13", await w4())
    await asyncio.sleep(1 / 32)
    try:
        await asyncio.sleep(1 / 32)
        say("14")
    except BaseException as error:
        say("15", "caught", show(error))
    E.clear()
    return "17"


async def w2():
    say("18", await asyncio.wait_for(asyncio.shield(later(1)), 1 / 32))
    E.clear()
    return "20"


async def w1():
    T.append(asyncio.create_task(w2(), name="21"))
    say("22", await asyncio.shield(w4()))
    return "23"


async def w0():
    for _ in range(2):
        say("24")
        E.set()
        say("26", await asyncio.shield(later(2)))
    try:
        say("27", await w3())
        say("28", await L.acquire())
        try:
            say("29", V.get())
            say("30", await asyncio.wait_for(w4(), None))
            await asyncio.sleep(3 / 64)
            say("31")
        finally:
            L.release()
    except Exception as error:
        say("32", "caught", show(error))
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 32)
            say("33")
        except asyncio.CancelledError as error:
            say("34", "swallowed", show(error))
    say("35", state(any_task(0)))
    return "36"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(0)
            except Exception as error:
                say("37", "went wrong", show(error))
            async for item in g1(1):
                say("38", item)
                await asyncio.sleep(1 / 32)
                say("39")
            try:
                async with Guard("40", True):
                    T.append(asyncio.create_task(w1()))
                    say("41", B.n_waiting, B.broken, B.parties)
                    T.append(asyncio.create_task(w3()))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                say("43", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("44", "went wrong", show(error))
            say("45", {x: 1 async for x in g1(2) if x != 1})
            try:
                say("46", await later(5))
            except Exception as error:
                say("47", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
