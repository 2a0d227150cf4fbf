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
            await asyncio.sleep(1 / 4)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 32)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w2():
    say("6", await asyncio.sleep(1 / 64, "7"))
    try:
        gathered = asyncio.gather(return_exceptions=True)
        await asyncio.sleep(0)
        say("8", gathered.cancel())
        say("8", await gathered)
    except Exception as error:
        say("9", "went wrong", show(error))
    return "10"


async def w1():
    say("11", "cancel", any_task(1).cancel("12"))
    loop.call_soon(lambda: say("13", V.get()))
    return "14"


async def w0():
    try:
        say("15", await Steps(3))
        say("16", V.get())
    finally:
        say("17")
        try:
            say("18", await Bad())
            say("19", await Q.get())
            for _ in range(2):
                say("20", await later(3))
                say("21", await asyncio.gather(w1(), return_exceptions=True))
        finally:
            say("22")
    say("23", await asyncio.gather(w2(), later(5)))
    try:
        gathered = asyncio.gather(w2(), F[1], later(0))
        await asyncio.sleep(0)
        say("24", gathered.cancel())
        say("24", await gathered)
        async with asyncio.TaskGroup() as G["25"]:
            T.append(G["25"].create_task(w2(), name="26"))
            T.append(G["25"].create_task(w1()))
            E.set()
    except Exception as error:
        say("28", "caught", show(error))
        say("29", await B.wait())
    say("30", await later(0))
    return "31"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                gathered = asyncio.gather()
                await asyncio.sleep(0)
                say("32", gathered.cancel())
                say("32", await gathered)
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                F[1].done() or F[1].set_result("34")
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1(), name="36"))
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                async with Guard("38", True):
                    say("39", await asyncio.gather(F[1], asyncio.sleep(0, "40")))
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["42"]:
                    T.append(G["42"].create_task(w0()))
                    T.append(G["42"].create_task(w0()))
                    T.append(G["42"].create_task(asyncio.sleep(1 / 64, "43"), name="44"))
                    loop.call_later(1 / 32, callback("45"), 1)
                    V.set("46")
                    G["47"] = g0(2)
                    say("48", await anext(G["47"]))
                    say("49", await G["47"].aclose())
                    G["47"] = None
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
