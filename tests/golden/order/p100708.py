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


async def w3():
    async with asyncio.timeout(1 / 64) as G["1"]:
        async with Guard("2", False):
            try:
                say("3", [await asyncio.sleep(1 / 32, "4") for _ in range(2)])
                say("5", "cancel", any_task(2).cancel("6"))
                T.append(asyncio.ensure_future(asyncio.sleep(1 / 64, "7")))
            finally:
                say("8")
                await asyncio.sleep(0)
                say("9")
            for _ in range(3):
                gathered = asyncio.gather(asyncio.sleep(0, "11"), F[0], asyncio.sleep(0, "12"), return_exceptions=True)
                await asyncio.sleep(1 / 64)
                say("10", gathered.cancel())
                say("10", await gathered)
        say("13", await asyncio.wait_for(asyncio.sleep(1 / 4, "14"), 1 / 32))
        G["1"].reschedule(loop.time() + 0)
        await asyncio.sleep(0)
        say("15")
    say("16", G["1"].expired())
    try:
        T.append(asyncio.create_task(asyncio.sleep(1 / 16, "17")))
        say("18", await asyncio.gather(return_exceptions=True))
        async with asyncio.timeout(None) as G["19"]:
            try:
                await asyncio.sleep(1 / 32)
                say("20")
            finally:
                say("21")
                T.append(asyncio.ensure_future(asyncio.sleep(1 / 16, "22")))
            G["19"].reschedule(loop.time() + 1 / 16)
            await asyncio.sleep(0)
        say("23", G["19"].expired())
    finally:
        say("24")
        for _ in range(2):
            say("25", await asyncio.shield(asyncio.sleep(1 / 64, "26")))
    for _ in range(2):
        async with S:
            say("27", await later(0))
            async with asyncio.timeout_at(loop.time() + 1 / 8) as G["28"]:
                say("29", await B.wait())
            say("30", G["28"].expired())
            say("31", await asyncio.wait_for(asyncio.sleep(0, "32"), 1 / 32))
        E.set()
        try:
            say("34", await E.wait())
        finally:
            say("35")
            say("36", await later(1))
    return "37"


async def w2():
    say("38")
    say("39")
    say("40", await asyncio.shield(w3()))
    return "41"


async def w1():
    say("42", await asyncio.gather(later(3), w3()))
    async with C:
        say("43", await C.wait_for(E.is_set))
        say("44", state(any_task(0)))
    E.set()
    return "46"


async def w0():
    try:
        say("47", await B.wait())
    except Exception as error:
        say("48", "went wrong", show(error))
    try:
        loop.call_at(loop.time() + 0, raising("49"))
    except Exception as error:
        say("50", "went wrong", show(error))
    try:
        say("51", await asyncio.gather(later(4), F[1], w1(), return_exceptions=True))
    except Exception as error:
        say("52", "went wrong", show(error))
    try:
        raise TimeoutError("53")
    except Exception as error:
        say("54", "went wrong", show(error))
    return "55"


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
            try:
                context = contextvars.copy_context()
                context.run(V.set, "56")
                T.append(asyncio.create_task(w1(), context=context))
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                for _ in range(3):
                    say("58", await asyncio.gather(later(1), w0()))
                    raise asyncio.CancelledError("59")
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                say("61", await B.wait())
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                say("63", await w2())
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                say("65", state(F[0]))
            except Exception as error:
                say("66", "went wrong", show(error))
            try:
                say("67", await later(5))
            except Exception as error:
                say("68", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
