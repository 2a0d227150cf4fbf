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
    try:
        T.append(loop.create_task(asyncio.sleep(0, "1"), name="2"))
    except Exception as error:
        say("3", "went wrong", show(error))
    say("4", await asyncio.shield(asyncio.sleep(1 / 32, "5")))
    say("6")
    try:
        say("7", "uncancel", any_task(5).uncancel())
    except Exception as error:
        say("8", "went wrong", show(error))
    return "9"


async def w3():
    for next_one in asyncio.as_completed([asyncio.create_task(w4()), asyncio.create_task(w4())]):
        say("10", await next_one)
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 32)
                say("11", await asyncio.wait_for(w4(), -1))
            except asyncio.CancelledError as error:
                say("12", "swallowed", show(error))
        say("13", await asyncio.gather(w4()))
        added = callback("14")
        any_task(5).add_done_callback(added)
        await asyncio.sleep(1 / 8)
        say("14", any_task(5).remove_done_callback(added))
    except asyncio.CancelledError as error:
        say("15", "caught", show(error))
    T.append(asyncio.create_task(w4()))
    await asyncio.sleep(0)
    await asyncio.sleep(1 / 32)
    return "16"


async def w2():
    try:
        T.append(asyncio.ensure_future(w3()))
    except Exception as error:
        say("18", "went wrong", show(error))
    try:
        await asyncio.sleep(3 / 64)
        say("19")
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        say("21")
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        say("23", await later(1))
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def w1():
    try:
        G["27"] = [asyncio.ensure_future(later(2))]
        G["28"] = await asyncio.wait(G["27"], timeout=None, return_when=asyncio.FIRST_COMPLETED)
        say("26", *map(names, G["28"]))
        for t in G["27"]:
            t.cancel()
        t = None
        del G["27"], G["28"]
    except Exception as error:
        say("29", "went wrong", show(error))
    try:
        for _ in range(3):
            say("30", await later(5))
    except Exception as error:
        say("31", "went wrong", show(error))
    try:
        async with L:
            raise TimeoutError("32")
            say("33", "uncancel", asyncio.current_task().uncancel())
            say("34", V.get())
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        G["37"] = [asyncio.ensure_future(later(4))]
        G["38"] = await asyncio.wait(G["37"], timeout=0, return_when=asyncio.FIRST_COMPLETED)
        say("36", *map(names, G["38"]))
        del G["37"], G["38"]
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        Q.put_nowait(6)
    except Exception as error:
        say("41", "went wrong", show(error))
    return "42"


async def w0():
    try:
        raise Oops("43")
    except Exception as error:
        say("44", "went wrong", show(error))
    try:
        async with asyncio.TaskGroup() as G["45"]:
            T.append(G["45"].create_task(w2(), name="46"))
            T.append(G["45"].create_task(w1(), name="47"))
            T.append(G["45"].create_task(w2()))
            say("48", await asyncio.wait_for(w4(), 1 / 32))
            await asyncio.sleep(0)
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        say("50")
    except Exception as error:
        say("51", "went wrong", show(error))
    try:
        say("52", "uncancel", any_task(4).uncancel())
    except Exception as error:
        say("53", "went wrong", show(error))
    try:
        for _ in range(3):
            Q.shutdown(immediate=True)
    except Exception as error:
        say("55", "went wrong", show(error))
    return "56"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            say("57", names(asyncio.all_tasks()))
            try:
                await asyncio.sleep(1 / 4)
                say("58")
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                say("60", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                say("62", await asyncio.gather(later(4), w3()))
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                say("64", await w1())
            except Exception as error:
                say("65", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
