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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w3():
    try:
        async for item in g0(1):
            say("3", item)
            say("4", "uncancel", any_task(2).uncancel())
            break
    except Exception as error:
        say("5", "went wrong", show(error))
    try:
        gathered = asyncio.gather(return_exceptions=True)
        await asyncio.sleep(0)
        say("6", gathered.cancel())
        say("6", await gathered)
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        try:
            async with Guard("8", False):
                say("9", "cancel", any_task(3).cancel())
                say("10", any_task(2).exception())
            say("11", await asyncio.gather(return_exceptions=True))
        finally:
            say("12")
            Q.put_nowait(5)
    except Exception as error:
        say("14", "went wrong", show(error))
    return "15"


async def w2():
    gathered = asyncio.gather(return_exceptions=True)
    await asyncio.sleep(1 / 16)
    say("16", gathered.cancel())
    say("16", await gathered)
    say("17")
    await B.abort()
    try:
        T.append(asyncio.create_task(w3()))
        say("19", await asyncio.wait_for(w3(), 3 / 64))
        F[0].add_done_callback(callback("20"))
    except TimeoutError as error:
        say("21", "caught", show(error))
    await asyncio.sleep(1 / 32)
    say("22")
    return "23"


async def w1():
    say("24", await w3())
    async with asyncio.timeout_at(loop.time() + 3 / 64) as G["25"]:
        any_task(1).add_done_callback(callback("26"))
    say("27", G["25"].expired())
    return "28"


async def w0():
    say("29", await asyncio.gather(asyncio.sleep(1 / 4, "30"), w1(), F[0]))
    for _ in range(3):
        async with asyncio.TaskGroup() as G["31"]:
            T.append(G["31"].create_task(w2()))
            try:
                loop.call_soon(callback("32"), 1, 2)
                loop.call_soon(raising("33"), 1, 2)
                F[1] = loop.create_future()
            finally:
                say("35")
                say("36", Q.get_nowait())
        async for item in g0(1):
            say("37", item)
            F[2].set_result("38")
    async with C:
        C.notify_all()
        gathered = asyncio.gather(w1(), w2(), later(2), return_exceptions=True)
        await asyncio.sleep(1 / 16)
        say("40", gathered.cancel())
        say("40", await gathered)
    loop.call_at(loop.time() + 1 / 64, callback("41"))
    return "42"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                G["43"] = g0(1)
                say("44", await anext(G["43"]))
                say("45", await G["43"].asend("45"))
                G["43"] = None
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                try:
                    say("47", await asyncio.gather(w3(), return_exceptions=True))
                    E.clear()
                    say("49", await w2())
                except Exception as error:
                    say("50", "caught", show(error))
                    say("51")
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                await B.abort()
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                try:
                    say("55", await Steps(2))
                    say("56", await later(2))
                except BaseException as error:
                    say("57", "caught", show(error))
                    raise RuntimeError("58") from error
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                say("60")
            except Exception as error:
                say("61", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
