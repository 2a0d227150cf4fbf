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


async def w4():
    say("1", await asyncio.wait_for(later(5), 1 / 16))
    say("2", await asyncio.shield(F[2]))
    await asyncio.sleep(1 / 32)
    say("3")
    say("4", [await asyncio.sleep(1 / 32, "5") for _ in range(2)])
    return "6"


async def w3():
    say("7", "cancel", any_task(2).cancel())
    any_task(2).cancel()
    T.append(asyncio.create_task(asyncio.sleep(1 / 64, "8"), name="9"))
    await asyncio.sleep(1 / 8)
    return "10"


async def w2():
    await B.abort()
    for _ in range(2):
        async with Guard("12", True):
            say("13", await asyncio.wait_for(asyncio.shield(F[1]), 1 / 32))
            say("14", await F[1])
        E.clear()
    G["17"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(w4()), asyncio.ensure_future(F[0])]
    G["18"] = await asyncio.wait(G["17"], timeout=3 / 64, return_when=asyncio.FIRST_EXCEPTION)
    say("16", *map(names, G["18"]))
    for t in G["17"]:
        t.cancel()
    t = None
    del G["17"], G["18"]
    async with Guard("19", False):
        E.clear()
        say("21")
    return "22"


async def w1():
    say("23", "uncancel", asyncio.current_task().uncancel())
    try:
        for _ in range(3):
            E.clear()
        for next_one in asyncio.as_completed([asyncio.create_task(w4()), asyncio.create_task(w3())]):
            say("25", await next_one)
        say("26", await asyncio.wait_for(later(4), 3 / 64))
    finally:
        say("27")
        async with C:
            say("28", await C.wait())
            say("29", await later(5))
    async with L:
        say("30", await Q.get())
        say("31", await asyncio.wait_for(asyncio.shield(F[1]), 1 / 32))
    return "32"


async def w0():
    try:
        say("33", await Q.get())
    except Exception as error:
        say("34", "went wrong", show(error))
    try:
        T.append(asyncio.ensure_future(w3()))
    except Exception as error:
        say("35", "went wrong", show(error))
    say("36", await asyncio.gather(w1()))
    return "37"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("38", await later(0))
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                raise TimeoutError("40")
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["42"]:
                    T.append(G["42"].create_task(w0(), name="43"))
                    T.append(G["42"].create_task(w4()))
                    T.append(G["42"].create_task(w1(), name="44"))
                    say("45", await later(4))
            except Exception as error:
                say("46", "went wrong", show(error))
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 16)
                    say("47", await later(2))
                except asyncio.CancelledError as error:
                    say("48", "swallowed", show(error))
            try:
                for _ in range(2):
                    say("49", await asyncio.wait_for(w0(), 1 / 8))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                say("51", await w2())
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                async with C:
                    say("53", await C.wait())
                    say("54", [await w3() for _ in range(2)])
            except Exception as error:
                say("55", "went wrong", show(error))
            await asyncio.sleep(1 / 32)
            say("56")
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
