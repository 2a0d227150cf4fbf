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
            await asyncio.sleep(1 / 64)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w3():
    say("3", "cancel", any_task(2).cancel())
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            E.set()
        except asyncio.CancelledError as error:
            say("5", "swallowed", show(error))
    say("6", B.n_waiting, B.broken, B.parties)
    return "7"


async def w2():
    say("8", await w3())
    await asyncio.sleep(0)
    say("9")
    say("10", await asyncio.gather(return_exceptions=True))
    say("11", await asyncio.shield(w3()))
    return "12"


async def w1():
    say("13")
    try:
        say("14", {x: 1 async for x in g0(3) if x != 1})
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        say("16")
    except Exception as error:
        say("17", "went wrong", show(error))
    return "18"


async def w0():
    say("19", await later(4))
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 4)
            await asyncio.sleep(0)
            say("20")
        except asyncio.CancelledError as error:
            say("21", "swallowed", show(error))
    T.append(asyncio.ensure_future(asyncio.sleep(1 / 64, "22")))
    try:
        say("23", await w1())
    except ValueError as error:
        say("24", "caught", show(error))
        try:
            say("25", await w3())
            say("26", await asyncio.shield(later(4)))
            try:
                E.set()
            finally:
                say("28")
        finally:
            say("29")
            await asyncio.sleep(0)
    return "30"


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
            async for item in g0(3):
                say("31", item)
                await asyncio.sleep(1 / 32)
                break
            for _ in range(3):
                async for item in g0(1):
                    say("32", item)
                    F[0].done() or F[0].set_result("33")
                    break
                say("34", await w0())
                say("35", await Q.get())
            try:
                G["36"] = g0(2)
                say("37", await anext(G["36"]))
                say("38", await G["36"].aclose())
                G["36"] = None
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                for _ in range(3):
                    say("40", await w0())
                    say("41", "cancel", any_task(4).cancel("42"))
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 64)
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45", await B.wait())
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
