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
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 64)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    finally:
        say("5", "generator ends")


async def w3():
    try:
        say("6", "uncancel", any_task(3).uncancel())
        try:
            async with asyncio.TaskGroup() as G["7"]:
                T.append(G["7"].create_task(asyncio.sleep(1 / 8, "8")))
                T.append(G["7"].create_task(asyncio.sleep(1 / 32, "9"), name="10"))
                say("11")
                await B.abort()
                say("13", state(any_task(0)))
        except ValueError as error:
            say("14", "caught", show(error))
    except (KeyError, RuntimeError) as error:
        say("15", "caught", show(error))
        say("16", names(asyncio.all_tasks()))
    say("17", await later(0))
    G["18"] = g1(1)
    say("19", await anext(G["18"]))
    say("20", await G["18"].asend("20"))
    G["18"] = None
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 64)
            say("21")
        finally:
            say("22")
            await asyncio.sleep(1 / 32)
            say("23")
        async with L:
            async with asyncio.TaskGroup() as G["24"]:
                T.append(G["24"].create_task(asyncio.sleep(1 / 32, "25")))
                say("26", "cancel", any_task(4).cancel("27"))
            try:
                say("28", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
            finally:
                say("29")
        say("30", await asyncio.sleep(1 / 8, "31"))
    say("32", await asyncio.gather(F[1], return_exceptions=True))
    return "33"


async def w2():
    async with Guard("34", False):
        G["35"] = g0(2)
        say("36", await anext(G["35"]))
        say("37", await G["35"].athrow(ValueError("37")))
        G["35"] = None
        say("38", "cancel", any_task(4).cancel("39"))
    async with Guard("40", True):
        say("41", await asyncio.shield(w3()))
        say("42", await Bad())
    gathered = asyncio.gather(F[1], return_exceptions=True)
    await asyncio.sleep(1 / 16)
    say("43", gathered.cancel())
    say("43", await gathered)
    await asyncio.sleep(0)
    say("44")
    return "45"


async def w1():
    F[1].set_result("46")
    try:
        try:
            async with asyncio.TaskGroup() as G["47"]:
                T.append(G["47"].create_task(w2()))
                T.append(G["47"].create_task(w3()))
                T.append(G["47"].create_task(w3()))
                await asyncio.sleep(0)
                say("48")
                F[1].add_done_callback(callback("49"))
                say("50")
            await asyncio.sleep(1 / 8)
            say("51")
        except TimeoutError as error:
            say("52", "caught", show(error))
            raise RuntimeError("53") from error
    except Exception as error:
        say("54", "went wrong", show(error))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("55", await asyncio.gather(later(4)))
            except asyncio.CancelledError as error:
                say("56", "swallowed", show(error))
    except Exception as error:
        say("57", "went wrong", show(error))
    try:
        for _ in range(3):
            say("58", any_task(1).result())
            async for item in g0(3):
                say("59", item)
                loop.call_later(1 / 4, raising("60"), 1)
    except Exception as error:
        say("61", "went wrong", show(error))
    return "62"


async def w0():
    say("63", "uncancel", asyncio.current_task().uncancel())
    any_task(4).add_done_callback(callback("64"))
    say("65", await S.acquire())
    try:
        say("66", await asyncio.gather(w1(), w2(), later(4)))
    finally:
        S.release()
    return "67"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                say("68", await asyncio.gather(return_exceptions=True))
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                try:
                    loop.call_later(1 / 32, callback("70"), 1)
                finally:
                    say("71")
            except Exception as error:
                say("72", "went wrong", show(error))
            try:
                say("73", {x: 1 async for x in g1(2) if x != 1})
            except Exception as error:
                say("74", "went wrong", show(error))
            try:
                T.append(loop.create_task(w0()))
            except Exception as error:
                say("75", "went wrong", show(error))
            say("76", [x async for x in g1(1)])
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
