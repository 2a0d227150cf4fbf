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
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w2():
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 64, "4")), asyncio.create_task(asyncio.sleep(1 / 16, "5")), asyncio.create_task(asyncio.sleep(1 / 16, "6"))]):
            say("7", await next_one)
    finally:
        say("8")
    say("9", await Bad())
    G["10"] = g0(1)
    say("11", await anext(G["10"]))
    G["10"] = None
    G["10"] = None
    any_task(4).add_done_callback(callback("13"))
    return "14"


async def w1():
    say("15", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    async with asyncio.TaskGroup() as G["16"]:
        T.append(G["16"].create_task(w2(), name="17"))
        T.append(G["16"].create_task(w2(), name="18"))
        loop.call_later(0, callback("19"), 1)
        T.append(asyncio.create_task(w2()))
    return "20"


async def w0():
    try:
        say("21", await w1())
    except Exception as error:
        say("22", "went wrong", show(error))
    say("23", F[0].cancel())
    try:
        say("24", await asyncio.shield(w1()))
    except Exception as error:
        say("25", "went wrong", show(error))
    return "26"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.timeout(1 / 64) as G["27"]:
                    added = callback("28")
                    any_task(2).add_done_callback(added)
                    await asyncio.sleep(1 / 4)
                    say("28", any_task(2).remove_done_callback(added))
                    say("29", "cancel", any_task(4).cancel())
                say("30", G["27"].expired())
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["32"]:
                    T.append(G["32"].create_task(asyncio.sleep(1 / 4, "33")))
                    T.append(G["32"].create_task(w0()))
                    await asyncio.sleep(1 / 64)
                    say("34")
                    G["35"] = g0(3)
                    say("36", await anext(G["35"]))
                    say("37", await anext(G["35"], "none"))
                    G["35"] = None
                    say("38", "uncancel", any_task(1).uncancel())
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                say("40", await w1())
            except Exception as error:
                say("41", "went wrong", show(error))
            G["42"] = g0(1)
            say("43", await anext(G["42"]))
            say("44", await G["42"].athrow(ValueError("44")))
            try:
                async with C:
                    say("45", await C.wait())
                    say("46", await B.wait())
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                say("49", V.get())
            except Exception as error:
                say("50", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w0()))


asyncio.run(main())
print("over")
