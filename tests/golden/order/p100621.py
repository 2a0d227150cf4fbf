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
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(3 / 64)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("5", "generator ends")


async def w3():
    say("6", "uncancel", asyncio.current_task().uncancel())
    say("7", await later(4))
    say("8", await asyncio.sleep(1 / 16, "9"))
    return "10"


async def w2():
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            G["12"] = [asyncio.ensure_future(later(5))]
            G["13"] = await asyncio.wait(G["12"], timeout=1 / 16, return_when=asyncio.FIRST_COMPLETED)
            say("11", *map(names, G["13"]))
            for t in G["12"]:
                t.cancel()
            t = None
            del G["12"], G["13"]
        except asyncio.CancelledError as error:
            say("14", "swallowed", show(error))
    raise ValueError("15")
    G["17"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(w3()), asyncio.ensure_future(w3())]
    G["18"] = await asyncio.wait(G["17"], timeout=1 / 32, return_when=asyncio.ALL_COMPLETED)
    say("16", *map(names, G["18"]))
    for t in G["17"]:
        t.cancel()
    t = None
    del G["17"], G["18"]
    G["19"] = g1(2)
    say("20", await anext(G["19"]))
    G["19"] = None
    say("22", {x: 1 async for x in g1(3) if x != 1})
    return "23"


async def w1():
    try:
        E.set()
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        say("26", [await w3() for _ in range(2)])
    except Exception as error:
        say("27", "went wrong", show(error))
    try:
        E.set()
    except Exception as error:
        say("29", "went wrong", show(error))
    try:
        await asyncio.sleep(3 / 64)
        say("30")
    except Exception as error:
        say("31", "went wrong", show(error))
    return "32"


async def w0():
    say("33", await F[0])
    loop.call_soon(raising("34"), 1, 2)
    async for task in asyncio.as_completed([asyncio.create_task(w1()), asyncio.create_task(w3())], timeout=1 / 32):
        say("35", task.get_name(), state(task))
    say("36")
    return "37"


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
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 16)
                    say("38", [x async for x in g0(2)])
                except asyncio.CancelledError as error:
                    say("39", "swallowed", show(error))
            try:
                try:
                    say("40", await asyncio.wait_for(w3(), 1 / 8))
                    say("41", await asyncio.wait_for(asyncio.shield(w1()), 1 / 32))
                finally:
                    say("42")
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                try:
                    say("44", {x: 1 async for x in g0(3) if x != 1})
                except ValueError as error:
                    say("45", "caught", show(error))
            except Exception as error:
                say("46", "went wrong", show(error))
            say("47")
            try:
                say("48", await w3())
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("50", "went wrong", show(error))
            await B.abort()
            try:
                loop.call_at(loop.time() + 1 / 32, raising("52"))
            except Exception as error:
                say("53", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
