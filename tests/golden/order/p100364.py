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


async def w4():
    try:
        say("1")
    except Exception as error:
        say("2", "went wrong", show(error))
    try:
        async with asyncio.timeout(None) as G["3"]:
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 16)
                    say("4", await asyncio.gather(asyncio.sleep(1 / 32, "5"), later(4), return_exceptions=True))
                except asyncio.CancelledError as error:
                    say("6", "swallowed", show(error))
            say("7")
            loop.call_later(1 / 4, callback("8"), 1)
        say("9", G["3"].expired())
    except Exception as error:
        say("10", "went wrong", show(error))
    try:
        say("11")
        await asyncio.sleep(3 / 64)
    except ValueError as error:
        say("12", "caught", show(error))
        raise RuntimeError("13") from error
    try:
        say("14", await F[1])
    except Exception as error:
        say("15", "went wrong", show(error))
    return "16"


async def w3():
    E.set()
    for _ in range(2):
        T.append(asyncio.create_task(w4(), name="18"))
        async with asyncio.TaskGroup() as G["19"]:
            T.append(G["19"].create_task(asyncio.sleep(1 / 16, "20")))
            T.append(G["19"].create_task(w4()))
            T.append(loop.create_task(w4(), name="21"))
    for _ in range(3):
        for _ in range(2):
            try:
                say("22", "cancel", any_task(1).cancel("23"))
                say("24", "cancel", any_task(1).cancel("25"))
                await B.reset()
            except (KeyError, RuntimeError) as error:
                say("27", "caught", show(error))
                raise RuntimeError("28") from error
            say("29", await w4())
            async with asyncio.TaskGroup() as G["30"]:
                T.append(G["30"].create_task(w4()))
                T.append(G["30"].create_task(w4()))
                await B.reset()
                T.append(asyncio.create_task(w4()))
                say("32", await asyncio.wait_for(w4(), None))
        async with C:
            say("33", await C.wait())
            await asyncio.sleep(1 / 16)
    say("34", names(asyncio.all_tasks()))
    return "35"


async def w2():
    try:
        say("36", await asyncio.wait_for(F[2], 0))
    finally:
        say("37")
    await asyncio.sleep(3 / 64)
    say("38")
    async with asyncio.timeout_at(loop.time() + 1 / 16) as G["39"]:
        async with Guard("40", False):
            async with C:
                say("41", await C.wait())
                say("42", await asyncio.wait_for(asyncio.shield(F[0]), 1 / 32))
        async with S:
            T.append(loop.create_task(w4(), name="43"))
        try:
            say("44", await Steps(1))
            try:
                say("45", await Bad())
                say("46", await asyncio.wait_for(w4(), 1 / 16))
            finally:
                say("47")
                say("48", await B.wait())
        except ValueError as error:
            say("49", "caught", show(error))
            raise
    say("50", G["39"].expired())
    return "51"


async def w1():
    T.append(asyncio.create_task(w3()))
    T.append(asyncio.ensure_future(w4()))
    T.append(loop.create_task(w4(), name="53"))
    async with L:
        say("54", await Bad())
        say("55", [await asyncio.sleep(1 / 32, "56") for _ in range(2)])
    try:
        try:
            await asyncio.sleep(3 / 64)
            say("57")
        except Exception as error:
            say("58", "caught", show(error))
            raise
        try:
            await asyncio.sleep(1 / 16)
            say("59")
            async with asyncio.TaskGroup() as G["60"]:
                T.append(G["60"].create_task(w4(), name="61"))
                T.append(G["60"].create_task(w4(), name="62"))
                T.append(loop.create_task(w3(), name="63"))
                say("64", await asyncio.wait_for(w4(), 1 / 16))
        except (KeyError, RuntimeError) as error:
            say("65", "caught", show(error))
    except BaseException as error:
        say("66", "caught", show(error))
        raise RuntimeError("67") from error
    return "68"


async def w0():
    await asyncio.sleep(1 / 16)
    say("69")
    say("70", await asyncio.shield(later(1)))
    say("71", await asyncio.gather())
    async with asyncio.TaskGroup() as G["72"]:
        T.append(G["72"].create_task(w1()))
        added = callback("73")
        F[2].add_done_callback(added)
        await asyncio.sleep(3 / 64)
        say("73", F[2].remove_done_callback(added))
    return "74"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            say("75", "cancel", any_task(0).cancel())
            try:
                say("76", await asyncio.wait_for(w1(), 1 / 64))
                async with C:
                    C.notify_all()
                    say("78", "cancel", any_task(3).cancel())
                say("79", await asyncio.wait_for(w4(), 0))
            except BaseException as error:
                say("80", "caught", show(error))
            try:
                await B.abort()
            except Exception as error:
                say("82", "went wrong", show(error))
            try:
                F[1].add_done_callback(callback("83"))
            except Exception as error:
                say("84", "went wrong", show(error))
            try:
                say("85", await w4())
            except Exception as error:
                say("86", "went wrong", show(error))
            try:
                await asyncio.sleep(0)
                say("87")
            except Exception as error:
                say("88", "went wrong", show(error))
            try:
                say("89")
            except Exception as error:
                say("90", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w0()))


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
