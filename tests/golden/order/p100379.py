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


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 16)
            got = yield i
            say("3", i, got)
        raise ValueError("generator")
    finally:
        say("4", "generator ends")
        await asyncio.sleep(0)
        say("5", "generator ended")


async def w3():
    await asyncio.sleep(1 / 16)
    say("6", "uncancel", asyncio.current_task().uncancel())
    for _ in range(2):
        T.append(asyncio.create_task(asyncio.sleep(1 / 16, "7"), name="8"))
    say("9", any_task(2).result())
    T.append(asyncio.ensure_future(asyncio.sleep(0, "10")))
    return "11"


async def w2():
    loop.call_soon(callback("12"), 1, 2)
    try:
        async with asyncio.TaskGroup() as G["13"]:
            T.append(G["13"].create_task(w3()))
            T.append(G["13"].create_task(w3(), name="14"))
            T.append(G["13"].create_task(w3()))
            say("15", await w3())
        await asyncio.sleep(3 / 64)
        for _ in range(3):
            await asyncio.sleep(1 / 64)
            say("16")
    finally:
        say("17")
    say("18", await w3())
    F[1] = loop.create_future()
    return "20"


async def w1():
    try:
        say("21")
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        async with S:
            say("23", await later(1))
            say("24", "cancel", any_task(5).cancel("25"))
    except Exception as error:
        say("26", "went wrong", show(error))
    try:
        Q.shutdown()
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        try:
            async with L:
                say("29", await w2())
                say("30", "uncancel", any_task(4).uncancel())
            say("31", await asyncio.shield(w3()))
        finally:
            say("32")
    except Exception as error:
        say("33", "went wrong", show(error))
    say("34", await asyncio.shield(later(2)))
    return "35"


async def w0():
    say("36", "cancel", any_task(1).cancel())
    say("37")
    Q.put_nowait(3)
    await asyncio.sleep(0)
    say("39")
    return "40"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("41", await asyncio.wait_for(F[0], 3 / 64))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 64)
                say("43")
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                async for item in g1(3):
                    say("47", item)
                    say("48", await w2())
                    break
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 16)
                        T.append(asyncio.create_task(w1(), name="50"))
                    except asyncio.CancelledError as error:
                        say("51", "swallowed", show(error))
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                E.clear()
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                say("55", await asyncio.wait_for(w2(), 1 / 64))
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                async with asyncio.timeout(1 / 32) as G["57"]:
                    await asyncio.sleep(1 / 64)
                    say("58")
                    T.append(loop.create_task(w2(), name="59"))
                say("60", G["57"].expired())
            except Exception as error:
                say("61", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
