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


async def w3():
    async with asyncio.timeout(1 / 16) as G["3"]:
        await asyncio.sleep(1 / 32)
        say("4")
        added = callback("5")
        any_task(5).add_done_callback(added)
        await asyncio.sleep(1 / 4)
        say("5", any_task(5).remove_done_callback(added))
        await asyncio.sleep(0)
        say("6")
    say("7", G["3"].expired())
    async with Guard("8", True):
        say("9", await asyncio.shield(asyncio.sleep(1 / 64, "10")))
        say("11")
        say("12", await B.wait())
    return "13"


async def w2():
    G["14"] = g0(3)
    say("15", await anext(G["14"]))
    await asyncio.sleep(1 / 32)
    G["14"] = None
    say("17", await asyncio.shield(F[1]))
    F[0].add_done_callback(callback("18"))
    return "19"


async def w1():
    gathered = asyncio.gather(later(0), w2(), return_exceptions=True)
    await asyncio.sleep(1 / 16)
    say("20", gathered.cancel())
    say("20", await gathered)
    for _ in range(3):
        say("21", await asyncio.shield(w3()))
        say("22", state(F[1]))
    G["23"] = g0(1)
    say("24", await anext(G["23"]))
    say("25", await G["23"].athrow(ValueError("25")))
    return "26"


async def w0():
    say("27", await Q.join())
    gathered = asyncio.gather(later(0), w2(), F[2])
    await asyncio.sleep(1 / 32)
    say("28", gathered.cancel())
    say("28", await gathered)
    say("29", await B.wait())
    say("30", await w2())
    return "31"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async for item in g0(2):
                    say("32", item)
                    await asyncio.sleep(1 / 8)
            except Exception as error:
                say("33", "went wrong", show(error))
            say("34")
            loop.call_soon(raising("35"), 1, 2)
            try:
                async with asyncio.timeout(3 / 64) as G["36"]:
                    E.set()
                    say("38", await asyncio.gather(w3(), w0(), return_exceptions=True))
                    T.append(asyncio.ensure_future(w2()))
                say("39", G["36"].expired())
            except Exception as error:
                say("40", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["41"]:
                    T.append(G["41"].create_task(w2()))
                    T.append(G["41"].create_task(w3()))
                    T.append(asyncio.ensure_future(w0()))
                    say("43", await Q.get())
                    G["45"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(later(2)), asyncio.ensure_future(F[1])]
                    G["46"] = await asyncio.wait(G["45"], timeout=1 / 8, return_when=asyncio.FIRST_EXCEPTION)
                    say("44", *map(names, G["46"]))
                    for t in G["45"]:
                        t.cancel()
                    t = None
                    del G["45"], G["46"]
            except Exception as error:
                say("47", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
