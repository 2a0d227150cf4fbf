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
            await asyncio.sleep(1 / 64)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(3 / 64)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w3():
    async with Guard("6", False):
        async with S:
            say("7", await Steps(3))
    G["8"] = g1(2)
    say("9", await anext(G["8"]))
    say("10", await anext(G["8"], "none"))
    G["8"] = None
    T.append(asyncio.create_task(asyncio.sleep(1 / 32, "11")))
    return "12"


async def w2():
    any_task(0).add_done_callback(callback("13"))
    try:
        async with Guard("14", False):
            for _ in range(3):
                say("15", "cancel", any_task(5).cancel("16"))
                await asyncio.sleep(0)
                say("17")
            async for item in g0(3):
                say("18", item)
                say("19", await asyncio.sleep(1 / 64, "20"))
                break
            T.append(loop.create_task(asyncio.sleep(1 / 32, "21")))
    except Exception as error:
        say("22", "went wrong", show(error))
    say("23", names(asyncio.all_tasks()))
    return "24"


async def w1():
    G["25"] = g1(2)
    say("26", await anext(G["25"]))
    say("27", await G["25"].asend("27"))
    G["25"] = None
    say("28", "cancel", any_task(1).cancel())
    say("29")
    return "30"


async def w0():
    say("31", "cancel", any_task(4).cancel("32"))
    async with asyncio.timeout(None) as G["33"]:
        try:
            say("34", await w2())
            say("35", "cancel", any_task(3).cancel())
        except asyncio.CancelledError as error:
            say("36", "caught", show(error))
            raise
        raise TimeoutError("37")
        raise KeyError("38")
    say("39", G["33"].expired())
    async with C:
        C.notify()
        say("41")
    say("42", [x async for x in g1(2)])
    return "43"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("44", await asyncio.wait_for(F[1], 3 / 64))
            except Exception as error:
                say("45", "went wrong", show(error))
            try:
                F[2].add_done_callback(callback("46"))
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                raise KeyError("48")
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                say("50", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                say("52")
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", await asyncio.wait_for(later(2), 1 / 32))
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                say("56", await asyncio.wait_for(F[2], 1 / 64))
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                say("58", await asyncio.gather(w1(), w1()))
            except Exception as error:
                say("59", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
