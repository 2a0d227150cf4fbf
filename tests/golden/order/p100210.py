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
    try:
        say("1")
    except Exception as error:
        say("2", "went wrong", show(error))
    try:
        say("3", "uncancel", any_task(5).uncancel())
    except Exception as error:
        say("4", "went wrong", show(error))
    await asyncio.sleep(3 / 64)
    say("5")
    say("6", await asyncio.gather(F[0], asyncio.sleep(1 / 16, "7"), asyncio.sleep(0, "8"), return_exceptions=True))
    return "9"


async def w2():
    try:
        async with asyncio.timeout(1 / 64) as G["10"]:
            try:
                await asyncio.sleep(0)
                E.clear()
                V.set("12")
            finally:
                say("13")
        say("14", G["10"].expired())
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        try:
            say("16", "uncancel", any_task(0).uncancel())
        except TimeoutError as error:
            say("17", "caught", show(error))
    except Exception as error:
        say("18", "went wrong", show(error))
    try:
        say("19", await asyncio.gather(w3(), later(4)))
    except Exception as error:
        say("20", "went wrong", show(error))
    return "21"


async def w1():
    try:
        say("22", await w2())
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        E.clear()
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        try:
            say("26", [await w2() for _ in range(2)])
        finally:
            say("27")
            for _ in range(3):
                say("28", await later(3))
    except Exception as error:
        say("29", "went wrong", show(error))
    try:
        try:
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    T.append(loop.create_task(w3(), name="30"))
                except asyncio.CancelledError as error:
                    say("31", "swallowed", show(error))
        finally:
            say("32")
            await asyncio.sleep(1 / 8)
    except Exception as error:
        say("33", "went wrong", show(error))
    try:
        say("34", await Steps(2))
    except Exception as error:
        say("35", "went wrong", show(error))
    return "36"


async def w0():
    try:
        try:
            say("37", names(asyncio.all_tasks()))
            T.append(loop.create_task(w2()))
        except ValueError as error:
            say("38", "caught", show(error))
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 4)
        say("40")
    except Exception as error:
        say("41", "went wrong", show(error))
    try:
        for _ in range(2):
            loop.call_later(0, callback("42"), 1)
    except Exception as error:
        say("43", "went wrong", show(error))
    return "44"


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
                say("45", await asyncio.gather(return_exceptions=True))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w2()))
            except Exception as error:
                say("47", "went wrong", show(error))
            say("48", "cancel", any_task(4).cancel("49"))
            try:
                await asyncio.sleep(0)
                say("50")
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                async with Guard("52", True):
                    T.append(asyncio.create_task(w3()))
                    T.append(asyncio.create_task(w2(), name="53"))
                    await asyncio.sleep(1 / 16)
                    say("54")
            except Exception as error:
                say("55", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
