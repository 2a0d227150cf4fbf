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
            await asyncio.sleep(1 / 4)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def w4():
    try:
        async with asyncio.timeout_at(loop.time() + 1 / 32) as G["3"]:
            async with Guard("4", False):
                await asyncio.sleep(1 / 16)
                say("5")
        say("6", G["3"].expired())
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        try:
            await asyncio.sleep(1 / 32)
            say("8")
            say("9", await B.wait())
            await asyncio.sleep(0)
            say("10")
        finally:
            say("11")
    except Exception as error:
        say("12", "went wrong", show(error))
    gathered = asyncio.gather(asyncio.sleep(1 / 16, "14"), later(3), asyncio.sleep(1 / 32, "15"))
    await asyncio.sleep(1 / 8)
    say("13", gathered.cancel())
    say("13", await gathered)
    say("16")
    return "17"


async def w3():
    async with asyncio.TaskGroup() as G["18"]:
        T.append(G["18"].create_task(w4()))
        T.append(G["18"].create_task(w4(), name="19"))
        async for item in g0(1):
            say("20", item)
            try:
                say("21", await asyncio.gather(w4(), F[2], F[1], return_exceptions=True))
            finally:
                say("22")
                say("23")
        await asyncio.sleep(1 / 64)
    say("24")
    try:
        say("25", await w4())
        async with Guard("26", False):
            async with Guard("27", False):
                say("28", V.get())
                T.append(asyncio.create_task(w4()))
            say("29", "cancel", any_task(3).cancel())
            async for item in g0(3):
                say("30", item)
                gathered = asyncio.gather()
                await asyncio.sleep(1 / 8)
                say("31", gathered.cancel())
                say("31", await gathered)
        async with asyncio.TaskGroup() as G["32"]:
            T.append(G["32"].create_task(w4()))
            T.append(G["32"].create_task(asyncio.sleep(1 / 4, "33")))
            try:
                say("34", await later(1))
                T.append(asyncio.ensure_future(w4()))
            except asyncio.CancelledError as error:
                say("35", "caught", show(error))
                raise
            async with asyncio.TaskGroup() as G["36"]:
                T.append(G["36"].create_task(w4()))
                T.append(G["36"].create_task(w4(), name="37"))
                T.append(G["36"].create_task(w4(), name="38"))
                say("39", "uncancel", asyncio.current_task().uncancel())
                await asyncio.sleep(0)
                say("40")
    except (KeyError, RuntimeError) as error:
        say("41", "caught", show(error))
    say("42")
    say("43", names(asyncio.all_tasks()))
    return "44"


async def w2():
    await asyncio.sleep(0)
    say("45")
    say("46", await asyncio.wait_for(w4(), -1))
    async for item in g0(1):
        say("47", item)
        F[0] = loop.create_future()
    return "49"


async def w1():
    try:
        await asyncio.sleep(1 / 32)
    except Exception as error:
        say("50", "caught", show(error))
        raise RuntimeError("51") from error
    say("52", await w4())
    say("53", any_task(0).cancelling())
    return "54"


async def w0():
    say("55", "uncancel", asyncio.current_task().uncancel())
    T.append(asyncio.create_task(w4()))
    say("56", await asyncio.gather(w2()))
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 32)
            say("57", await w2())
        except asyncio.CancelledError as error:
            say("58", "swallowed", show(error))
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
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                say("60")
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                async with Guard("62", True):
                    T.append(asyncio.create_task(w3(), name="63"))
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                raise TimeoutError("65")
            except Exception as error:
                say("66", "went wrong", show(error))
            say("67", await w4())
            G["68"] = g0(3)
            say("69", await anext(G["68"]))
            T.append(asyncio.ensure_future(anext(G["68"], "70")))
            await asyncio.sleep(1 / 16)
            say("70", await G["68"].aclose())
            G["68"] = None
            await asyncio.sleep(0)
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
