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
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w3():
    say("4", "cancel", any_task(2).cancel())
    async with asyncio.timeout(None) as G["5"]:
        context = contextvars.copy_context()
        context.run(V.set, "6")
        T.append(asyncio.create_task(asyncio.sleep(1 / 32, "7"), context=context))
        await asyncio.sleep(0)
        say("8", await E.wait())
    say("9", G["5"].expired())
    say("10", [await asyncio.sleep(1 / 16, "11") for _ in range(2)])
    G["12"] = g0(3)
    say("13", await anext(G["12"]))
    G["12"] = None
    G["12"] = None
    gathered = asyncio.gather(F[2], asyncio.sleep(3 / 64, "16"), asyncio.sleep(0, "17"))
    await asyncio.sleep(1 / 16)
    say("15", gathered.cancel())
    say("15", await gathered)
    return "18"


async def w2():
    say("19", await asyncio.gather(later(3), return_exceptions=True))
    try:
        gathered = asyncio.gather(w3(), w3(), F[1], return_exceptions=True)
        await asyncio.sleep(1 / 4)
        say("20", gathered.cancel())
        say("20", await gathered)
    except Exception as error:
        say("21", "caught", show(error))
        raise
    try:
        for _ in range(3):
            await B.abort()
    finally:
        say("23")
        G["24"] = g0(1)
        say("25", await anext(G["24"]))
        say("26", await G["24"].athrow(ValueError("26")))
        G["24"] = None
    return "27"


async def w1():
    V.set("28")
    try:
        say("29", await w2())
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("31", state(F[0]))
            except asyncio.CancelledError as error:
                say("32", "swallowed", show(error))
    except Exception as error:
        say("33", "went wrong", show(error))
    return "34"


async def w0():
    try:
        gathered = asyncio.gather(return_exceptions=True)
        await asyncio.sleep(0)
        say("35", gathered.cancel())
        say("35", await gathered)
    except Exception as error:
        say("36", "went wrong", show(error))
    try:
        say("37", await later(2))
    except Exception as error:
        say("38", "went wrong", show(error))
    try:
        G["39"] = g0(2)
        say("40", await anext(G["39"]))
        say("41", await G["39"].asend("41"))
        G["39"] = None
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
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async for item in g0(3):
                    say("44", item)
                    say("45", await later(4))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                say("47", await later(0))
            except Exception as error:
                say("48", "went wrong", show(error))
            async with asyncio.TaskGroup() as G["49"]:
                T.append(G["49"].create_task(w1()))
                try:
                    gathered = asyncio.gather(F[1], w3(), return_exceptions=True)
                    await asyncio.sleep(1 / 16)
                    say("50", gathered.cancel())
                    say("50", await gathered)
                    say("51", await asyncio.wait_for(w1(), 3 / 64))
                    any_task(2).add_done_callback(callback("52"))
                except BaseException as error:
                    say("53", "caught", show(error))
                    say("54")
            try:
                F[0].done() or F[0].set_exception(ValueError("55"))
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                say("57", await w1())
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                say("59", "cancel", any_task(3).cancel("60"))
            except Exception as error:
                say("61", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
