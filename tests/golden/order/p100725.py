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
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
        raise ValueError("generator")
    finally:
        say("4", "generator ends")


async def w4():
    try:
        loop.call_soon(lambda: say("5", V.get()))
        say("6", await B.wait())
    except Exception as error:
        say("7", "caught", show(error))
        raise
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            G["8"] = g1(2)
            say("9", await anext(G["8"]))
            say("10", await G["8"].aclose())
        except asyncio.CancelledError as error:
            say("11", "swallowed", show(error))
    return "12"


async def w3():
    try:
        async for item in g1(3):
            say("13", item)
            say("14")
        E.set()
    except Exception as error:
        say("16", "caught", show(error))
    say("17", await later(5))
    G["18"] = g0(3)
    T.append(asyncio.ensure_future(anext(G["18"], "19")))
    await asyncio.sleep(1 / 32)
    say("19", await G["18"].aclose())
    return "20"


async def w2():
    say("21")
    async with Guard("22", True):
        say("23", any_task(0).cancelling())
    await asyncio.sleep(1 / 16)
    return "24"


async def w1():
    say("25")
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                T.append(asyncio.create_task(w2()))
            except asyncio.CancelledError as error:
                say("26", "swallowed", show(error))
        async for item in g1(3):
            say("27", item)
            Q.put_nowait(4)
        await asyncio.sleep(1 / 4)
        say("29")
    finally:
        say("30")
        handle = loop.call_at(loop.time() + 1 / 64, callback("31"))
        await asyncio.sleep(3 / 64)
        handle.cancel()
        say("31", handle.cancelled())
    for _ in range(2):
        async with asyncio.TaskGroup() as G["32"]:
            T.append(G["32"].create_task(w2()))
            T.append(G["32"].create_task(w2()))
            T.append(G["32"].create_task(asyncio.sleep(1 / 4, "33")))
            async with Guard("34", True):
                say("35", "cancel", any_task(5).cancel("36"))
                gathered = asyncio.gather(w4(), w4(), w4(), return_exceptions=True)
                await asyncio.sleep(0)
                say("37", gathered.cancel())
                say("37", await gathered)
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 4)
                added = callback("38")
                F[1].add_done_callback(added)
                await asyncio.sleep(0)
                say("38", F[1].remove_done_callback(added))
            except asyncio.CancelledError as error:
                say("39", "swallowed", show(error))
    return "40"


async def w0():
    try:
        say("41", await E.wait())
        await asyncio.sleep(3 / 64)
    except BaseException as error:
        say("42", "caught", show(error))
        raise RuntimeError("43") from error
    T.append(asyncio.create_task(w2()))
    say("44", "cancel", any_task(2).cancel())
    return "45"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("46", "cancel", any_task(1).cancel("47"))
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                say("49", await later(0))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                for _ in range(2):
                    say("51", await w4())
                    await asyncio.sleep(1 / 16)
                    say("52")
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", await later(3))
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                await asyncio.sleep(3 / 64)
                say("56")
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                for _ in range(3):
                    say("58", await Q.put(3))
                    loop.call_soon(lambda: say("59", V.get()))
                    say("60", names(asyncio.all_tasks()))
            except Exception as error:
                say("61", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w1()))


asyncio.run(main())
print("over")
