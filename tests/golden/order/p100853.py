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


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")


async def w4():
    async with Guard("5", False):
        say("6", await B.wait())
    say("7")
    for next_one in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 16, "8")), asyncio.create_task(asyncio.sleep(1 / 32, "9"))]):
        say("10", await next_one)
    async with L:
        async with asyncio.timeout(1 / 32) as G["11"]:
            await asyncio.sleep(0)
            say("12")
            say("13", await L.acquire())
            try:
                loop.call_soon(lambda: say("14", V.get()))
                T.append(asyncio.create_task(asyncio.sleep(1 / 32, "15")))
            finally:
                L.release()
        say("16", G["11"].expired())
    say("17", await later(4))
    return "18"


async def w3():
    try:
        try:
            try:
                await asyncio.sleep(1 / 32)
            finally:
                say("19")
            say("20", B.n_waiting, B.broken, B.parties)
        except asyncio.CancelledError as error:
            say("21", "caught", show(error))
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        say("23", "cancel", any_task(0).cancel("24"))
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        say("26", state(F[0]))
    except Exception as error:
        say("27", "went wrong", show(error))
    async with C:
        say("28", await C.wait())
        async for item in g1(3):
            say("29", item)
            say("30")
    return "31"


async def w2():
    say("32", await B.wait())
    context = contextvars.copy_context()
    context.run(V.set, "33")
    T.append(asyncio.create_task(w3(), context=context))
    async with asyncio.timeout(1 / 16) as G["34"]:
        say("35", await Steps(1))
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("36", "cancel", any_task(4).cancel("37"))
                any_task(4).cancel()
            except asyncio.CancelledError as error:
                say("38", "swallowed", show(error))
        E.clear()
    say("40", G["34"].expired())
    say("41", await w3())
    return "42"


async def w1():
    say("43", "cancel", any_task(4).cancel())
    say("44", await asyncio.gather(asyncio.sleep(1 / 16, "45")))
    return "46"


async def w0():
    gathered = asyncio.gather(asyncio.sleep(1 / 64, "48"), return_exceptions=True)
    await asyncio.sleep(1 / 32)
    say("47", gathered.cancel())
    say("47", await gathered)
    say("49", await w2())
    return "50"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                T.append(asyncio.create_task(w3()))
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["52"]:
                    T.append(G["52"].create_task(w4()))
                    T.append(G["52"].create_task(w4()))
                    say("53", "uncancel", any_task(3).uncancel())
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 16)
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 16)
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                E.clear()
            except Exception as error:
                say("58", "went wrong", show(error))
            say("59", await w3())
            try:
                say("60", await Steps(0))
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                say("62", await asyncio.shield(later(2)))
            except Exception as error:
                say("63", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
