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
        raise ValueError("generator")
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")
        await asyncio.sleep(0)
        say("6", "generator ended")


async def w4():
    try:
        say("7", await Steps(0))
    except Exception as error:
        say("8", "went wrong", show(error))
    V.set("9")
    try:
        async for item in g0(3):
            say("10", item)
            any_task(0).add_done_callback(callback("11"))
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        say("13", await E.wait())
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        say("15")
    except Exception as error:
        say("16", "went wrong", show(error))
    return "17"


async def w3():
    loop.call_at(loop.time() + 1 / 16, raising("18"))
    async with C:
        say("19", await C.wait())
        say("20", await asyncio.wait_for(F[0], None))
    try:
        E.set()
    finally:
        say("22")
        async with asyncio.TaskGroup() as G["23"]:
            T.append(G["23"].create_task(w4()))
            T.append(G["23"].create_task(w4()))
            F[1].add_done_callback(callback("24"))
    async with S:
        say("25", await asyncio.gather(later(4)))
    return "26"


async def w2():
    await asyncio.sleep(1 / 16)
    async with C:
        C.notify()
        T.append(asyncio.ensure_future(w4()))
    return "28"


async def w1():
    try:
        say("29")
    except TimeoutError as error:
        say("30", "caught", show(error))
        raise RuntimeError("31") from error
    say("32", V.get())
    say("33", "cancel", any_task(5).cancel())
    say("34", await Bad())
    say("35", [x async for x in g0(3)])
    return "36"


async def w0():
    gathered = asyncio.gather(return_exceptions=True)
    await asyncio.sleep(1 / 32)
    say("37", gathered.cancel())
    say("37", await gathered)
    try:
        any_task(5).add_done_callback(callback("38"))
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        say("40", await Q.get())
    except Exception as error:
        say("41", "went wrong", show(error))
    say("42", "cancel", any_task(0).cancel())
    any_task(0).cancel()
    await asyncio.sleep(3 / 64)
    say("43")
    return "44"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    T.append(asyncio.create_task(w2()))
                    T.append(asyncio.create_task(w1(), name="45"))
                finally:
                    say("46")
                    say("47", B.n_waiting, B.broken, B.parties)
            except Exception as error:
                say("48", "went wrong", show(error))
            say("49", await asyncio.gather(F[1], return_exceptions=True))
            try:
                T.append(asyncio.create_task(w1()))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                for _ in range(2):
                    E.set()
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                async with C:
                    say("53", await C.wait())
                    say("54", await asyncio.wait_for(F[1], 1 / 64))
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                any_task(0).add_done_callback(callback("56"))
            except Exception as error:
                say("57", "went wrong", show(error))
            say("58", "cancel", any_task(4).cancel())
            try:
                async with Guard("59", False):
                    T.append(asyncio.create_task(w2()))
                    say("60", await later(0))
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
