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
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 32)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w4():
    say("6", await B.wait())
    say("7", await later(1))
    T.append(asyncio.create_task(asyncio.sleep(1 / 64, "8"), name="9"))
    return "10"


async def w3():
    try:
        T.append(asyncio.create_task(w4()))
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        for _ in range(3):
            say("12", await asyncio.gather())
            await asyncio.sleep(1 / 16)
            say("13")
    except Exception as error:
        say("14", "went wrong", show(error))
    say("15")
    try:
        say("16", await asyncio.wait_for(w4(), None))
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        T.append(asyncio.ensure_future(w4()))
    except Exception as error:
        say("18", "went wrong", show(error))
    return "19"


async def w2():
    say("20", "uncancel", asyncio.current_task().uncancel())
    T.append(asyncio.create_task(w4()))
    say("21")
    async with asyncio.TaskGroup() as G["22"]:
        T.append(G["22"].create_task(w3(), name="23"))
        T.append(G["22"].create_task(w4()))
        async with C:
            say("24", await C.wait())
            say("25", any_task(3).result())
    async with C:
        C.notify_all()
        async with S:
            say("27", await L.acquire())
            try:
                say("28", await later(0))
            finally:
                L.release()
            async with asyncio.TaskGroup() as G["29"]:
                T.append(G["29"].create_task(w4(), name="30"))
                T.append(G["29"].create_task(w3(), name="31"))
                T.append(G["29"].create_task(w4(), name="32"))
                G["33"] = g0(1)
                say("34", await anext(G["33"]))
                T.append(asyncio.ensure_future(anext(G["33"], "35")))
                await asyncio.sleep(1 / 64)
                say("35", await G["33"].aclose())
                G["33"] = None
            raise asyncio.CancelledError("36")
    return "37"


async def w1():
    try:
        say("38", await asyncio.wait_for(F[1], 1 / 64))
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        E.set()
    except Exception as error:
        say("41", "went wrong", show(error))
    return "42"


async def w0():
    try:
        say("43", await w1())
    except Exception as error:
        say("44", "went wrong", show(error))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 32)
                say("45", await asyncio.wait_for(later(1), None))
            except asyncio.CancelledError as error:
                say("46", "swallowed", show(error))
    except Exception as error:
        say("47", "went wrong", show(error))
    try:
        say("48")
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        say("50", state(F[0]))
    except Exception as error:
        say("51", "went wrong", show(error))
    return "52"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("53", await later(5))
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                async for item in g0(2):
                    say("55", item)
                    say("56", await Q.join())
            except Exception as error:
                say("57", "went wrong", show(error))
            say("58", await w1())
            async for item in g0(2):
                say("59", item)
                say("60", Q.qsize(), Q.empty(), Q.full())
            try:
                async for item in g1(1):
                    say("61", item)
                    loop.call_soon(callback("62"), 1, 2)
            except Exception as error:
                say("63", "went wrong", show(error))
            say("64", await asyncio.shield(w1()))
            try:
                say("65", await asyncio.wait_for(asyncio.shield(w4()), 1 / 32))
            except Exception as error:
                say("66", "went wrong", show(error))
            gathered = asyncio.gather(later(1), F[0])
            await asyncio.sleep(0)
            say("67", gathered.cancel())
            say("67", await gathered)
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
