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
            await asyncio.sleep(1 / 64)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")
        await asyncio.sleep(0)
        say("3", "generator ended")


async def w2():
    async for task in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 4, "4")), asyncio.create_task(asyncio.sleep(1 / 16, "5"))]):
        say("6", task.get_name(), state(task))
    await asyncio.sleep(1 / 8)
    say("7")
    say("8", Q.qsize(), Q.empty(), Q.full())
    return "9"


async def w1():
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            loop.call_at(loop.time() + 1 / 8, callback("10"))
        except asyncio.CancelledError as error:
            say("11", "swallowed", show(error))
    say("12", await B.wait())
    say("13", [await w2() for _ in range(2)])
    try:
        say("14", await later(2))
        say("15", await w2())
    except TimeoutError as error:
        say("16", "caught", show(error))
        raise
    return "17"


async def w0():
    try:
        say("18", "cancel", any_task(4).cancel("19"))
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 8)
                say("21", await asyncio.gather(F[0]))
            except asyncio.CancelledError as error:
                say("22", "swallowed", show(error))
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        try:
            try:
                G["24"] = g0(2)
                say("25", await anext(G["24"]))
                say("26", await G["24"].aclose())
                G["24"] = None
                G["27"] = g0(1)
                say("28", await anext(G["27"]))
                say("29", await G["27"].asend("29"))
                say("30")
            except BaseException as error:
                say("31", "caught", show(error))
                raise RuntimeError("32") from error
        finally:
            say("33")
            say("34", await later(4))
    except Exception as error:
        say("35", "went wrong", show(error))
    T.append(loop.create_task(w1()))
    return "36"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async with Guard("37", True):
                    await B.reset()
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                say("40")
            except Exception as error:
                say("41", "went wrong", show(error))
            context = contextvars.copy_context()
            context.run(V.set, "42")
            T.append(asyncio.create_task(w1(), context=context))
            F[2] = loop.create_future()
            try:
                say("44", await asyncio.wait_for(w0(), 1 / 32))
            except Exception as error:
                say("45", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
