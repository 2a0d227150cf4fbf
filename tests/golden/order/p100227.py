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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w3():
    G["3"] = g0(1)
    say("4", await anext(G["3"]))
    T.append(asyncio.ensure_future(anext(G["3"], "5")))
    await asyncio.sleep(0)
    say("5", await G["3"].aclose())
    G["3"] = None
    say("6", await asyncio.gather(later(5), asyncio.sleep(0, "7"), return_exceptions=True))
    return "8"


async def w2():
    try:
        say("9", await asyncio.wait_for(later(3), 1 / 16))
    except Exception as error:
        say("10", "went wrong", show(error))
    say("11", await asyncio.wait_for(asyncio.shield(w3()), 1 / 32))
    try:
        say("12", "cancel", any_task(3).cancel("13"))
    except Exception as error:
        say("14", "went wrong", show(error))
    T.append(asyncio.create_task(w3()))
    return "15"


async def w1():
    await asyncio.sleep(3 / 64)
    say("16")
    try:
        T.append(asyncio.ensure_future(w2()))
        say("17", await asyncio.gather(w2(), w3(), return_exceptions=True))
        try:
            try:
                G["18"] = g0(1)
                say("19", await anext(G["18"]))
                G["18"] = None
                T.append(loop.create_task(w2()))
            except ValueError as error:
                say("21", "caught", show(error))
            say("22", await later(0))
            say("23", await asyncio.wait_for(w3(), 1 / 64))
        finally:
            say("24")
    except asyncio.CancelledError as error:
        say("25", "caught", show(error))
    for _ in range(3):
        say("26", await asyncio.gather(asyncio.sleep(1 / 4, "27"), w3()))
        async for item in g0(3):
            say("28", item)
            try:
                say("29", "cancel", any_task(3).cancel())
                say("30", await asyncio.gather(later(3), w2(), later(0)))
                gathered = asyncio.gather(w3())
                await asyncio.sleep(1 / 32)
                say("31", gathered.cancel())
                say("31", await gathered)
            except asyncio.CancelledError as error:
                say("32", "caught", show(error))
                raise RuntimeError("33") from error
    return "34"


async def w0():
    say("35", await later(4))
    say("36", any_task(0).cancelling())
    try:
        say("37", "uncancel", asyncio.current_task().uncancel())
    finally:
        say("38")
    return "39"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("40", await asyncio.wait_for(w1(), 1 / 8))
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                say("42", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                say("44")
            except Exception as error:
                say("45", "went wrong", show(error))
            try:
                say("46", await later(3))
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["48"]:
                    T.append(G["48"].create_task(w1(), name="49"))
                    T.append(G["48"].create_task(w3(), name="50"))
                    T.append(G["48"].create_task(w3(), name="51"))
                    say("52", await E.wait())
                    gathered = asyncio.gather(later(3), F[1], w2())
                    await asyncio.sleep(1 / 4)
                    say("53", gathered.cancel())
                    say("53", await gathered)
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                any_task(1).add_done_callback(callback("55"))
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                say("57", await asyncio.wait_for(F[2], 1 / 64))
            except Exception as error:
                say("58", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
