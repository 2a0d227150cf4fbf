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
            await asyncio.sleep(1 / 8)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("4", "generator ends")
        await asyncio.sleep(0)
        say("5", "generator ended")


async def w4():
    try:
        say("6", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    except Exception as error:
        say("7", "went wrong", show(error))
    T.append(asyncio.ensure_future(asyncio.sleep(1 / 4, "8")))
    try:
        say("9", await asyncio.gather(asyncio.sleep(0, "10"), asyncio.sleep(1 / 4, "11"), return_exceptions=True))
    except Exception as error:
        say("12", "went wrong", show(error))
    return "13"


async def w3():
    say("14", await asyncio.wait_for(w4(), -1))
    for _ in range(2):
        say("15", await later(5))
        await asyncio.sleep(0)
        say("16")
    return "17"


async def w2():
    say("18", [await w3() for _ in range(2)])
    F[0].done() or F[0].set_result("19")
    say("20", await Q.put(8))
    for _ in range(2):
        T.append(asyncio.ensure_future(w4()))
    raise ValueError("22")
    return "23"


async def w1():
    say("24", "cancel", any_task(4).cancel("25"))
    say("26", await later(5))
    async with asyncio.timeout(1 / 8) as G["27"]:
        await asyncio.sleep(1 / 32)
        say("28")
    say("29", G["27"].expired())
    E.set()
    return "31"


async def w0():
    say("32", await asyncio.wait_for(asyncio.shield(w2()), 1 / 32))
    say("33", await asyncio.wait_for(later(1), 0))
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            say("34", await w3())
        except asyncio.CancelledError as error:
            say("35", "swallowed", show(error))
    say("36", await asyncio.gather())
    return "37"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("38", await asyncio.gather())
            except Exception as error:
                say("39", "went wrong", show(error))
            for _ in range(2):
                say("40", await asyncio.shield(w4()))
                F[2] = loop.create_future()
                async with S:
                    say("42", "cancel", any_task(2).cancel("43"))
            try:
                say("44", await asyncio.wait_for(later(3), 1 / 64))
            except Exception as error:
                say("45", "went wrong", show(error))
            try:
                T.append(asyncio.ensure_future(w1()))
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                T.append(asyncio.ensure_future(w1()))
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                say("49", await Steps(2))
            except Exception as error:
                say("50", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
