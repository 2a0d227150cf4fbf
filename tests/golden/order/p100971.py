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
        async with C:
            C.notify_all()
            say("2", await asyncio.wait_for(asyncio.sleep(0, "3"), -1))
    except Exception as error:
        say("4", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
        say("5")
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(asyncio.sleep(1 / 32, "7"), name="8"))
    except Exception as error:
        say("9", "went wrong", show(error))
    return "10"


async def w2():
    try:
        for _ in range(3):
            raise ValueError("11")
            say("12", await B.wait())
            say("13", [await w3() for _ in range(2)])
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        say("15", "uncancel", any_task(5).uncancel())
    except Exception as error:
        say("16", "went wrong", show(error))
    return "17"


async def w1():
    try:
        say("18")
        say("19", "cancel", any_task(4).cancel())
    except (KeyError, RuntimeError) as error:
        say("20", "caught", show(error))
        raise
    for _ in range(2):
        say("21", "uncancel", any_task(0).uncancel())
        say("22", await asyncio.wait_for(later(3), 1 / 16))
        say("23")
    try:
        try:
            async with asyncio.timeout(1 / 64) as G["24"]:
                say("25")
                await B.reset()
                T.append(asyncio.create_task(w3()))
            say("27", G["24"].expired())
        finally:
            say("28")
            async with asyncio.timeout(0) as G["29"]:
                await asyncio.sleep(3 / 64)
                T.append(asyncio.create_task(w2(), name="30"))
                G["29"].reschedule(loop.time() + 1 / 16)
                await asyncio.sleep(0)
                say("31")
            say("32", G["29"].expired())
    except Exception as error:
        say("33", "caught", show(error))
        raise
    await asyncio.sleep(1 / 4)
    say("34")
    say("35", await asyncio.wait_for(F[1], 1 / 64))
    return "36"


async def w0():
    try:
        say("37", [await w3() for _ in range(2)])
    except Exception as error:
        say("38", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        say("40")
    except Exception as error:
        say("41", "went wrong", show(error))
    return "42"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                loop.call_soon(raising("43"), 1, 2)
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                for _ in range(2):
                    say("45")
                    T.append(asyncio.create_task(w1()))
                    Q.put_nowait(1)
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                say("49", await later(2))
            except Exception as error:
                say("50", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
