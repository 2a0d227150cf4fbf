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
        await asyncio.sleep(0)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 64)
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    finally:
        say("5", "generator ends")
        await asyncio.sleep(0)
        say("6", "generator ended")


async def w4():
    try:
        say("7", await asyncio.wait_for(later(5), 1 / 16))
        for _ in range(2):
            say("8", await asyncio.wait_for(asyncio.sleep(0, "9"), 0))
            say("10", await F[0])
    except BaseException as error:
        say("11", "caught", show(error))
    T.append(asyncio.create_task(asyncio.sleep(1 / 32, "12"), name="13"))
    try:
        say("14", await asyncio.sleep(3 / 64, "15"))
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 32)
        say("17")
    except Exception as error:
        say("18", "went wrong", show(error))
    try:
        say("19", await asyncio.wait_for(asyncio.sleep(1 / 64, "20"), 0))
    except Exception as error:
        say("21", "went wrong", show(error))
    return "22"


async def w3():
    say("23", await asyncio.wait_for(w4(), 1 / 32))
    async with asyncio.timeout(1 / 32) as G["24"]:
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("25", await asyncio.wait_for(w4(), 1 / 64))
            except asyncio.CancelledError as error:
                say("26", "swallowed", show(error))
        say("27", await w4())
    say("28", G["24"].expired())
    say("29")
    async for item in g1(1):
        say("30", item)
        try:
            await asyncio.sleep(1 / 16)
            say("31")
            for _ in range(2):
                say("32", await B.wait())
                say("33", "uncancel", asyncio.current_task().uncancel())
                loop.call_later(0, raising("34"), 1)
        finally:
            say("35")
        break
    return "36"


async def w2():
    say("37", "cancel", any_task(1).cancel())
    try:
        say("38", await later(3))
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("39", await w3())
            except asyncio.CancelledError as error:
                say("40", "swallowed", show(error))
    except ValueError as error:
        say("41", "caught", show(error))
    return "42"


async def w1():
    try:
        T.append(asyncio.create_task(w2()))
    except Exception as error:
        say("43", "went wrong", show(error))
    try:
        async with L:
            E.clear()
    except Exception as error:
        say("45", "went wrong", show(error))
    try:
        say("46", await asyncio.gather(F[1], w3()))
    except Exception as error:
        say("47", "went wrong", show(error))
    try:
        added = callback("48")
        any_task(5).add_done_callback(added)
        await asyncio.sleep(0)
        say("48", any_task(5).remove_done_callback(added))
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        say("50", await asyncio.shield(asyncio.sleep(1 / 16, "51")))
    except Exception as error:
        say("52", "went wrong", show(error))
    return "53"


async def w0():
    await asyncio.sleep(3 / 64)
    say("54")
    try:
        say("55", await w2())
    except Exception as error:
        say("56", "went wrong", show(error))
    try:
        loop.call_at(loop.time() + 1 / 16, callback("57"))
    except Exception as error:
        say("58", "went wrong", show(error))
    return "59"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async for item in g1(2):
                    say("60", item)
                    await asyncio.sleep(1 / 16)
                    say("61")
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                for _ in range(2):
                    T.append(asyncio.create_task(w3()))
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["64"]:
                    T.append(G["64"].create_task(w4()))
                    T.append(G["64"].create_task(w2()))
                    T.append(loop.create_task(w2(), name="65"))
            except Exception as error:
                say("66", "went wrong", show(error))
            async for item in g1(2):
                say("67", item)
                await asyncio.sleep(1 / 32)
            try:
                gathered = asyncio.gather()
                await asyncio.sleep(0)
                say("68", gathered.cancel())
                say("68", await gathered)
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                say("70", await asyncio.wait_for(F[2], 1 / 8))
            except Exception as error:
                say("71", "went wrong", show(error))
            try:
                async with asyncio.timeout(-1) as G["72"]:
                    await asyncio.sleep(1 / 32)
                    say("73")
                say("74", G["72"].expired())
            except Exception as error:
                say("75", "went wrong", show(error))
            try:
                async with L:
                    say("76", "uncancel", any_task(5).uncancel())
            except Exception as error:
                say("77", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
