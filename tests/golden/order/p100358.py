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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w3():
    say("3", {x: 1 async for x in g0(2) if x != 1})
    say("4")
    await asyncio.sleep(1 / 32)
    async for item in g0(1):
        say("5", item)
        async with asyncio.timeout_at(loop.time() + 1 / 32) as G["6"]:
            try:
                any_task(4).add_done_callback(callback("7"))
            finally:
                say("8")
            for next_one in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 16, "9")), asyncio.create_task(asyncio.sleep(0, "10"))]):
                say("11", await next_one)
            say("12", "cancel", any_task(2).cancel("13"))
            G["6"].reschedule(loop.time() + 1 / 8)
            await asyncio.sleep(0)
            say("14")
        say("15", G["6"].expired())
    return "16"


async def w2():
    say("17", await later(0))
    say("18")
    T.append(loop.create_task(w3()))
    say("19")
    return "20"


async def w1():
    try:
        say("21", await asyncio.gather(w3(), w3(), return_exceptions=True))
    except Exception as error:
        say("22", "went wrong", show(error))
    say("23", await asyncio.gather())
    try:
        async with asyncio.TaskGroup() as G["24"]:
            T.append(G["24"].create_task(w3(), name="25"))
            T.append(G["24"].create_task(w2(), name="26"))
            say("27", "uncancel", any_task(2).uncancel())
            say("28")
        async with asyncio.timeout(None) as G["29"]:
            await B.abort()
            await B.abort()
        say("32", G["29"].expired())
        async with C:
            say("33", await C.wait())
            T.append(asyncio.create_task(w3()))
    except BaseException as error:
        say("34", "caught", show(error))
    try:
        await asyncio.sleep(1 / 32)
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        say("36", "cancel", any_task(1).cancel("37"))
    except Exception as error:
        say("38", "went wrong", show(error))
    return "39"


async def w0():
    say("40", await w3())
    try:
        try:
            Q.shutdown()
            try:
                say("42", await later(4))
                say("43", Q.get_nowait())
            except TimeoutError as error:
                say("44", "caught", show(error))
            loop.call_soon(lambda: say("45", V.get()))
        except asyncio.CancelledError as error:
            say("46", "caught", show(error))
            raise
    finally:
        say("47")
        try:
            loop.call_at(loop.time() + 1 / 16, raising("48"))
        except Exception as error:
            say("49", "caught", show(error))
    T.append(asyncio.create_task(w2(), name="50"))
    return "51"


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
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                try:
                    G["53"] = g0(3)
                    await asyncio.sleep(1 / 8)
                    say("55", Q.qsize(), Q.empty(), Q.full())
                    T.append(loop.create_task(w0(), name="56"))
                finally:
                    say("57")
                    await asyncio.sleep(1 / 8)
                    say("58")
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                async with asyncio.timeout(1 / 16) as G["60"]:
                    say("61", any_task(2).done(), any_task(2).cancelled())
                    G["63"] = [asyncio.ensure_future(F[2]), asyncio.ensure_future(w3()), asyncio.ensure_future(w3())]
                    G["64"] = await asyncio.wait(G["63"], timeout=None, return_when=asyncio.FIRST_EXCEPTION)
                    say("62", *map(names, G["64"]))
                    del G["63"], G["64"]
                    say("65")
                say("66", G["60"].expired())
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                async for item in g0(3):
                    say("68", item)
                    say("69", await later(3))
            except Exception as error:
                say("70", "went wrong", show(error))
            try:
                say("71", await B.wait())
            except Exception as error:
                say("72", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w3()))


asyncio.run(main())
print("over")
