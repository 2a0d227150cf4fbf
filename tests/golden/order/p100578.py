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
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
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


async def w4():
    try:
        for _ in range(2):
            say("5", "cancel", any_task(4).cancel("6"))
    except Exception as error:
        say("7", "went wrong", show(error))
    async with asyncio.timeout(-1) as G["8"]:
        say("9", state(F[1]))
        say("10", await asyncio.sleep(1 / 32, "11"))
    say("12", G["8"].expired())
    try:
        async with C:
            say("13", await C.wait())
            async with C:
                say("14", await C.wait_for(E.is_set))
                await asyncio.sleep(1 / 16)
                say("15")
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        async with asyncio.timeout_at(loop.time() + 1 / 64) as G["17"]:
            say("18", any_task(4).cancelling())
        say("19", G["17"].expired())
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        say("21", await asyncio.sleep(0, "22"))
    except Exception as error:
        say("23", "went wrong", show(error))
    return "24"


async def w3():
    say("25", await w4())
    async with C:
        say("26", await C.wait())
        try:
            async with C:
                say("27", await C.wait())
                say("28", await later(4))
        finally:
            say("29")
            say("30")
    try:
        try:
            async for item in g0(2):
                say("31", item)
                say("32", await E.wait())
            say("33", "cancel", any_task(0).cancel())
            any_task(0).cancel()
        except Exception as error:
            say("34", "caught", show(error))
        async with S:
            await asyncio.sleep(1 / 32)
    finally:
        say("35")
        say("36")
    return "37"


async def w2():
    await asyncio.sleep(1 / 16)
    say("38")
    say("39", await asyncio.wait_for(asyncio.shield(F[2]), 1 / 32))
    async with C:
        C.notify_all()
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 32)
                say("41", "cancel", any_task(3).cancel("42"))
            except asyncio.CancelledError as error:
                say("43", "swallowed", show(error))
    say("44", "cancel", any_task(0).cancel("45"))
    try:
        say("46", "cancel", any_task(3).cancel())
        G["47"] = g1(3)
        say("48", await anext(G["47"]))
        T.append(asyncio.ensure_future(anext(G["47"], "49")))
        await asyncio.sleep(0)
        say("49", await G["47"].aclose())
        G["47"] = None
    finally:
        say("50")
    return "51"


async def w1():
    try:
        try:
            say("52", await asyncio.wait_for(w2(), 1 / 32))
            say("53", await w3())
            await asyncio.sleep(1 / 16)
            say("54")
        except BaseException as error:
            say("55", "caught", show(error))
            raise
    except Exception as error:
        say("56", "went wrong", show(error))
    try:
        T.append(asyncio.ensure_future(w4()))
    except Exception as error:
        say("57", "went wrong", show(error))
    try:
        say("58", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("59", "went wrong", show(error))
    return "60"


async def w0():
    async with C:
        C.notify_all()
        say("62", await later(3))
    say("63")
    T.append(loop.create_task(asyncio.sleep(1 / 32, "64")))
    return "65"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("66", await w0())
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                handle = loop.call_at(loop.time() + 1 / 16, raising("68"))
                await asyncio.sleep(1 / 32)
                handle.cancel()
                say("68", handle.cancelled())
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                async with asyncio.timeout(3 / 64) as G["70"]:
                    say("71", await asyncio.gather(return_exceptions=True))
                    say("72", await later(3))
                    G["73"] = g1(1)
                    say("74", await anext(G["73"]))
                    G["73"] = None
                    G["73"] = None
                say("76", G["70"].expired())
            except Exception as error:
                say("77", "went wrong", show(error))
            try:
                say("78", "cancel", any_task(2).cancel())
            except Exception as error:
                say("79", "went wrong", show(error))
            try:
                say("80", {x: 1 async for x in g1(1) if x != 1})
            except Exception as error:
                say("81", "went wrong", show(error))
            try:
                say("82", await w2())
            except Exception as error:
                say("83", "went wrong", show(error))
            await asyncio.sleep(1 / 64)
            say("84")
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
