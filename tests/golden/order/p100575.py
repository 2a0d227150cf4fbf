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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    finally:
        say("5", "generator ends")
        await asyncio.sleep(0)
        say("6", "generator ended")


async def w2():
    try:
        say("7", await Steps(0))
    except Exception as error:
        say("8", "went wrong", show(error))
    try:
        async with C:
            C.notify_all()
            say("10", await Bad())
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        raise asyncio.CancelledError("12")
    except Exception as error:
        say("13", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(asyncio.sleep(1 / 8, "14")))
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        say("16", await Steps(2))
    except Exception as error:
        say("17", "went wrong", show(error))
    return "18"


async def w1():
    try:
        F[2].set_result("19")
    except Exception as error:
        say("20", "went wrong", show(error))
    T.append(loop.create_task(w2()))
    try:
        try:
            async for item in g0(1):
                say("21", item)
                T.append(asyncio.create_task(w2()))
        finally:
            say("22")
            await asyncio.sleep(1 / 64)
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(w2())]):
            say("24", await next_one)
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        async with asyncio.TaskGroup() as G["26"]:
            T.append(G["26"].create_task(w2()))
            T.append(G["26"].create_task(w2()))
            say("27", await w2())
            async with asyncio.timeout_at(loop.time() + 3 / 64) as G["28"]:
                say("29")
                say("30", await asyncio.wait_for(asyncio.shield(F[2]), 1 / 32))
                say("31", await asyncio.wait_for(asyncio.shield(w2()), 1 / 32))
                G["28"].reschedule(loop.time() + 3 / 64)
                await asyncio.sleep(1 / 8)
                say("32")
            say("33", G["28"].expired())
    except Exception as error:
        say("34", "went wrong", show(error))
    return "35"


async def w0():
    try:
        say("36")
    except Exception as error:
        say("37", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(w2()))
    except Exception as error:
        say("38", "went wrong", show(error))
    try:
        say("39", [await w1() for _ in range(2)])
    except Exception as error:
        say("40", "went wrong", show(error))
    return "41"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(0)
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                async for item in g1(2):
                    say("43", item)
                    say("44", Q.qsize(), Q.empty(), Q.full())
            except Exception as error:
                say("45", "went wrong", show(error))
            try:
                for _ in range(2):
                    say("46", await asyncio.gather(F[1]))
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                say("48", await later(2))
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                say("50")
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                say("52", "cancel", any_task(4).cancel())
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", await later(0))
            except Exception as error:
                say("55", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w1()))


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
