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
            await asyncio.sleep(1 / 4)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w4():
    try:
        async for item in g0(1):
            say("3", item)
            try:
                say("4")
                say("5", await E.wait())
            finally:
                say("6")
                say("7", await later(0))
            break
        say("8", await later(5))
    finally:
        say("9")
    try:
        Q.shutdown()
    except Exception as error:
        say("11", "went wrong", show(error))
    say("12")
    return "13"


async def w3():
    handle = loop.call_at(loop.time() + 1 / 4, callback("14"))
    await asyncio.sleep(1 / 16)
    handle.cancel()
    say("14", handle.cancelled())
    async with asyncio.timeout(1 / 16) as G["15"]:
        G["16"] = g0(3)
        say("17", await G["16"].athrow(ValueError("17")))
        G["16"] = None
        async with asyncio.TaskGroup() as G["18"]:
            T.append(G["18"].create_task(w4(), name="19"))
            T.append(G["18"].create_task(w4(), name="20"))
            G["21"] = g0(1)
            say("22", await anext(G["21"]))
            say("23", await G["21"].athrow(ValueError("23")))
            G["21"] = None
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    say("24", await asyncio.shield(later(3)))
                except asyncio.CancelledError as error:
                    say("25", "swallowed", show(error))
            await asyncio.sleep(0)
        G["27"] = [asyncio.ensure_future(F[1]), asyncio.ensure_future(later(0)), asyncio.ensure_future(w4())]
        G["28"] = await asyncio.wait(G["27"], timeout=3 / 64, return_when=asyncio.FIRST_EXCEPTION)
        say("26", *map(names, G["28"]))
        for t in G["27"]:
            t.cancel()
        t = None
        del G["27"], G["28"]
    say("29", G["15"].expired())
    await asyncio.sleep(1 / 32)
    say("30")
    say("31", await Steps(3))
    return "32"


async def w2():
    say("33", any_task(5).exception())
    async with L:
        say("34", await asyncio.shield(later(5)))
        E.set()
    T.append(loop.create_task(w3()))
    Q.put_nowait(1)
    return "37"


async def w1():
    F[1].set_result("38")
    async with Guard("39", True):
        T.append(asyncio.create_task(w4()))
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 64)
                T.append(asyncio.create_task(w3(), name="40"))
            except asyncio.CancelledError as error:
                say("41", "swallowed", show(error))
    for next_one in asyncio.as_completed([asyncio.create_task(w3()), asyncio.create_task(w4())]):
        say("42", await next_one)
    loop.call_soon(callback("43"), 1, 2)
    async with L:
        Q.put_nowait(1)
        added = callback("45")
        any_task(2).add_done_callback(added)
        await asyncio.sleep(1 / 4)
        say("45", any_task(2).remove_done_callback(added))
        for _ in range(2):
            try:
                await asyncio.sleep(3 / 64)
                context = contextvars.copy_context()
                context.run(V.set, "46")
                T.append(asyncio.create_task(w3(), context=context))
            except asyncio.CancelledError as error:
                say("47", "swallowed", show(error))
    return "48"


async def w0():
    await asyncio.sleep(1 / 32)
    say("49")
    say("50", await later(2))
    return "51"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("52", await w1())
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", "cancel", any_task(4).cancel())
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                loop.call_at(loop.time() + 0, raising("56"))
            except Exception as error:
                say("57", "went wrong", show(error))
            async with asyncio.timeout_at(loop.time() + 1 / 8) as G["58"]:
                try:
                    E.clear()
                finally:
                    say("60")
            say("61", G["58"].expired())
            try:
                async with L:
                    T.append(asyncio.ensure_future(w0()))
                    E.clear()
                    T.append(asyncio.ensure_future(Steps(2)))
            except Exception as error:
                say("64", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
