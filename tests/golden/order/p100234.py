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
            await asyncio.sleep(1 / 4)
            got = yield i
            say("3", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("4", "generator ends")


async def w4():
    say("5")
    for next_one in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 4, "6")), asyncio.create_task(asyncio.sleep(1 / 16, "7")), asyncio.create_task(asyncio.sleep(1 / 16, "8"))]):
        say("9", await next_one)
    return "10"


async def w3():
    say("11", await w4())
    T.append(asyncio.create_task(w4(), name="12"))
    return "13"


async def w2():
    say("14", await w4())
    G["15"] = g0(3)
    say("16", await anext(G["15"]))
    say("17", await anext(G["15"], "none"))
    G["15"] = None
    say("18", await later(2))
    say("19", await asyncio.wait_for(w4(), 1 / 32))
    return "20"


async def w1():
    await asyncio.sleep(1 / 16)
    say("21")
    say("22", "cancel", any_task(5).cancel())
    say("23", "cancel", any_task(5).cancel())
    return "24"


async def w0():
    try:
        await asyncio.sleep(1 / 32)
        say("25")
    except Exception as error:
        say("26", "went wrong", show(error))
    try:
        say("27")
    except Exception as error:
        say("28", "went wrong", show(error))
    return "29"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("30", await asyncio.gather(w3(), w4(), F[2]))
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                say("32", "cancel", any_task(4).cancel())
            except Exception as error:
                say("33", "went wrong", show(error))
            T.append(asyncio.create_task(w4()))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(0)
                        G["34"] = g0(3)
                        say("35", await anext(G["34"]))
                        G["34"] = None
                        G["34"] = None
                    except asyncio.CancelledError as error:
                        say("37", "swallowed", show(error))
            except Exception as error:
                say("38", "went wrong", show(error))
            try:
                say("39", await w0())
            except Exception as error:
                say("40", "went wrong", show(error))
            try:
                async with S:
                    say("41", await later(1))
                    await asyncio.sleep(1 / 32)
                    say("42", "cancel", any_task(5).cancel())
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                F[2].set_result("44")
                say("45", await B.wait())
            finally:
                say("46")
                for _ in range(2):
                    loop.call_soon(callback("47"), 1, 2)
                    say("48", Q.get_nowait())
                    say("49", await w2())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
