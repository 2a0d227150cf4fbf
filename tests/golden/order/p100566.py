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
            got = yield i
            say("3", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 16)
        say("5", "generator ended")


async def w4():
    await asyncio.sleep(1 / 16)
    say("6")
    await asyncio.sleep(3 / 64)
    say("7")
    await asyncio.sleep(1 / 8)
    say("8")
    say("9")
    return "10"


async def w3():
    try:
        say("11", await asyncio.wait_for(w4(), 1 / 64))
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        say("13")
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        say("15")
    except Exception as error:
        say("16", "went wrong", show(error))
    return "17"


async def w2():
    try:
        G["19"] = [asyncio.ensure_future(F[0]), asyncio.ensure_future(later(1))]
        G["20"] = await asyncio.wait(G["19"], timeout=1 / 8, return_when=asyncio.ALL_COMPLETED)
        say("18", *map(names, G["20"]))
        for t in G["19"]:
            t.cancel()
        t = None
        del G["19"], G["20"]
    except Exception as error:
        say("21", "went wrong", show(error))
    T.append(asyncio.create_task(w4(), name="22"))
    try:
        say("23", Q.qsize(), Q.empty(), Q.full())
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def w1():
    try:
        say("26", "cancel", any_task(5).cancel("27"))
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        say("29", "cancel", any_task(2).cancel("30"))
    except Exception as error:
        say("31", "went wrong", show(error))
    try:
        say("32")
    except Exception as error:
        say("33", "went wrong", show(error))
    try:
        async with asyncio.timeout(1 / 8) as G["34"]:
            V.set("35")
            say("36")
            try:
                T.append(asyncio.create_task(w2()))
            finally:
                say("37")
                await asyncio.sleep(1 / 32)
        say("38", G["34"].expired())
    except Exception as error:
        say("39", "went wrong", show(error))
    return "40"


async def w0():
    try:
        G["41"] = g1(3)
        say("42", await anext(G["41"]))
        say("43", await G["41"].asend("43"))
        G["41"] = None
    except Exception as error:
        say("44", "went wrong", show(error))
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(w3()), asyncio.create_task(w3()), asyncio.create_task(w4())]):
            say("45", await next_one)
    except Exception as error:
        say("46", "went wrong", show(error))
    try:
        try:
            say("47", "cancel", any_task(4).cancel("48"))
            any_task(4).cancel()
        finally:
            say("49")
            T.append(asyncio.create_task(w3()))
    except Exception as error:
        say("50", "went wrong", show(error))
    return "51"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                G["53"] = [asyncio.ensure_future(F[0]), asyncio.ensure_future(later(3))]
                G["54"] = await asyncio.wait(G["53"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
                say("52", *map(names, G["54"]))
                del G["53"], G["54"]
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                say("56", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                say("58", await asyncio.shield(asyncio.sleep(1 / 32, "59")))
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1(), name="61"))
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                say("63", await asyncio.shield(w4()))
            except Exception as error:
                say("64", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
