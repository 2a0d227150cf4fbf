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
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def w2():
    say("4", await Q.put(2))
    say("5", "cancel", any_task(4).cancel("6"))
    any_task(3).add_done_callback(callback("7"))
    say("8", await B.wait())
    return "9"


async def w1():
    T.append(asyncio.create_task(w2()))
    try:
        G["10"] = g0(1)
        say("11", await anext(G["10"]))
        say("12", await G["10"].asend("12"))
        G["10"] = None
        try:
            say("13", await asyncio.wait_for(F[0], 3 / 64))
        finally:
            say("14")
    finally:
        say("15")
        say("16", await later(4))
    return "17"


async def w0():
    try:
        say("18", await asyncio.wait_for(w1(), 1 / 32))
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        say("20", await w2())
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        say("22", await w2())
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        G["24"] = g0(2)
        say("25", await anext(G["24"]))
        T.append(asyncio.ensure_future(anext(G["24"], "26")))
        await asyncio.sleep(1 / 16)
        say("26", await G["24"].aclose())
        G["24"] = None
    except Exception as error:
        say("27", "went wrong", show(error))
    try:
        loop.call_at(loop.time() + 3 / 64, raising("28"))
    except Exception as error:
        say("29", "went wrong", show(error))
    return "30"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            T.append(loop.create_task(asyncio.sleep(1 / 16, "31")))
            async for item in g0(1):
                say("32", item)
                await asyncio.sleep(1 / 64)
            try:
                loop.call_soon(callback("33"), 1, 2)
            except Exception as error:
                say("34", "went wrong", show(error))
            for next_one in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 16, "35")), asyncio.create_task(w1()), asyncio.create_task(w1())], timeout=1 / 32):
                say("36", await next_one)
            say("37", V.get())
            try:
                T.append(asyncio.create_task(w2(), name="38"))
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                raise ValueError("40")
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                E.set()
            except Exception as error:
                say("43", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
