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


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 8)
            got = yield i
            say("4", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("5", "generator ends")


async def w2():
    for _ in range(2):
        T.append(asyncio.ensure_future(Steps(1)))
    T.append(asyncio.ensure_future(asyncio.sleep(3 / 64, "7")))
    async with Guard("8", True):
        say("9", await asyncio.shield(asyncio.sleep(1 / 64, "10")))
    say("11", await later(2))
    T.append(loop.create_task(asyncio.sleep(0, "12"), name="13"))
    return "14"


async def w1():
    say("15", await w2())
    try:
        say("16", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("17", "went wrong", show(error))
    say("18", await w2())
    try:
        T.append(asyncio.ensure_future(w2()))
    except Exception as error:
        say("19", "went wrong", show(error))
    return "20"


async def w0():
    try:
        say("21", await w2())
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        say("23", await L.acquire())
        try:
            try:
                G["25"] = [asyncio.ensure_future(w1())]
                G["26"] = await asyncio.wait(G["25"], timeout=0, return_when=asyncio.ALL_COMPLETED)
                say("24", *map(names, G["26"]))
                del G["25"], G["26"]
                say("27", {x: 1 async for x in g0(3) if x != 1})
                say("28", await asyncio.wait_for(w1(), 1 / 32))
            except TimeoutError as error:
                say("29", "caught", show(error))
                F[2].add_done_callback(callback("30"))
        finally:
            L.release()
    except Exception as error:
        say("31", "went wrong", show(error))
    try:
        try:
            say("32", await B.wait())
        finally:
            say("33")
            T.append(asyncio.create_task(w1(), name="34"))
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        G["36"] = g1(3)
        say("37", await anext(G["36"]))
        G["36"] = None
        G["36"] = None
    except Exception as error:
        say("39", "went wrong", show(error))
    say("40")
    return "41"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            say("42", await w2())
            try:
                say("43", "cancel", any_task(5).cancel("44"))
                any_task(5).cancel()
            except Exception as error:
                say("45", "went wrong", show(error))
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    say("46", await asyncio.gather(later(2), return_exceptions=True))
                except asyncio.CancelledError as error:
                    say("47", "swallowed", show(error))
            try:
                say("48", await w2())
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["50"]:
                    T.append(G["50"].create_task(w0()))
                    say("51", await asyncio.shield(F[0]))
            except Exception as error:
                say("52", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
