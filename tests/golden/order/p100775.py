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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 32)
        say("3", "generator ended")


async def w4():
    try:
        say("4", await asyncio.sleep(0, "5"))
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        say("7", state(F[2]))
    except Exception as error:
        say("8", "went wrong", show(error))
    try:
        async for item in g0(2):
            say("9", item)
            say("10", await asyncio.gather(later(2), asyncio.sleep(0, "11"), return_exceptions=True))
            break
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        for _ in range(3):
            say("13", await later(0))
            async with C:
                C.notify_all()
                say("15", "cancel", any_task(2).cancel("16"))
                any_task(2).cancel()
    except Exception as error:
        say("17", "went wrong", show(error))
    return "18"


async def w3():
    try:
        say("19", await w4())
    except ValueError as error:
        say("20", "caught", show(error))
        raise
    G["21"] = g0(3)
    say("22", await anext(G["21"]))
    await asyncio.sleep(1 / 16)
    G["21"] = None
    async with C:
        say("24", await C.wait())
        async for item in g0(2):
            say("25", item)
            say("26", await w4())
    return "27"


async def w2():
    await asyncio.sleep(1 / 32)
    say("28", state(any_task(5)))
    return "29"


async def w1():
    try:
        say("30", await asyncio.wait_for(w4(), 1 / 64))
    except Exception as error:
        say("31", "went wrong", show(error))
    try:
        try:
            T.append(asyncio.create_task(w3()))
        except Exception as error:
            say("32", "caught", show(error))
            raise RuntimeError("33") from error
    except Exception as error:
        say("34", "went wrong", show(error))
    return "35"


async def w0():
    try:
        async for item in g0(3):
            say("36", item)
            await asyncio.sleep(1 / 64)
            break
    except Exception as error:
        say("37", "went wrong", show(error))
    try:
        say("38", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        async with Guard("40", False):
            await asyncio.sleep(0)
            gathered = asyncio.gather()
            await asyncio.sleep(0)
            say("41", gathered.cancel())
            say("41", await gathered)
    except Exception as error:
        say("42", "went wrong", show(error))
    return "43"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                say("44", "cancel", any_task(2).cancel("45"))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                async with asyncio.timeout_at(loop.time() + 0) as G["47"]:
                    say("48", "uncancel", asyncio.current_task().uncancel())
                    say("49", await asyncio.wait_for(w1(), None))
                    say("50", await E.wait())
                say("51", G["47"].expired())
            except Exception as error:
                say("52", "went wrong", show(error))
            say("53", {x: 1 async for x in g0(1) if x != 1})
            try:
                async for item in g0(2):
                    say("54", item)
                    say("55", await asyncio.gather(w1(), w1()))
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                say("57", await w2())
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                say("59", "uncancel", any_task(1).uncancel())
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                say("61")
            except Exception as error:
                say("62", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
