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
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("3", i, got)
        raise ValueError("generator")
    finally:
        say("4", "generator ends")
        await asyncio.sleep(0)
        say("5", "generator ended")


async def w4():
    try:
        F[1].add_done_callback(callback("6"))
        say("7", await asyncio.sleep(1 / 32, "8"))
        say("9", await asyncio.sleep(1 / 32, "10"))
    except BaseException as error:
        say("11", "caught", show(error))
        raise
    say("12", F[0].cancel())
    await asyncio.sleep(1 / 16)
    return "13"


async def w3():
    try:
        say("14", {x: 1 async for x in g1(2) if x != 1})
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        async with asyncio.timeout(3 / 64) as G["16"]:
            say("17", F[1].cancel())
            say("18", V.get())
        say("19", G["16"].expired())
    except Exception as error:
        say("20", "went wrong", show(error))
    return "21"


async def w2():
    try:
        F[0].add_done_callback(callback("22"))
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        say("24", "cancel", any_task(3).cancel("25"))
    except Exception as error:
        say("26", "went wrong", show(error))
    try:
        say("27", "cancel", any_task(2).cancel())
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        say("29", F[1].cancel())
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        say("31", await asyncio.gather(F[0], later(0), later(3)))
    except Exception as error:
        say("32", "went wrong", show(error))
    return "33"


async def w1():
    T.append(asyncio.create_task(w3()))
    for _ in range(3):
        await asyncio.sleep(0)
        say("34")
        say("35", "cancel", any_task(2).cancel())
    await asyncio.sleep(3 / 64)
    say("36")
    return "37"


async def w0():
    say("38", await later(4))
    say("39", await asyncio.wait_for(asyncio.shield(w1()), 1 / 32))
    loop.call_soon(raising("40"), 1, 2)
    say("41", [x async for x in g1(1)])
    say("42", "cancel", any_task(1).cancel("43"))
    return "44"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                F[2].done() or F[2].set_exception(ValueError("45"))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                G["47"] = g0(2)
                say("48", await anext(G["47"]))
                G["47"] = None
                G["47"] = None
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                async with S:
                    loop.call_soon(lambda: say("51", V.get()))
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                await asyncio.sleep(0)
                say("53")
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                say("55", await S.acquire())
                try:
                    G["56"] = g1(1)
                    say("57", await G["56"].aclose())
                    G["56"] = None
                    say("58", "uncancel", asyncio.current_task().uncancel())
                finally:
                    S.release()
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                try:
                    T.append(asyncio.ensure_future(w1()))
                finally:
                    say("61")
                    say("62", await w4())
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                say("64")
            except Exception as error:
                say("65", "went wrong", show(error))
            try:
                say("66")
            except Exception as error:
                say("67", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
