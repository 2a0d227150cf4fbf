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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 8)
        say("5", "generator ended")


async def w3():
    say("6", await later(2))
    async with Guard("7", False):
        say("8", Q.qsize(), Q.empty(), Q.full())
        say("9", await asyncio.wait_for(asyncio.sleep(1 / 32, "10"), 1 / 8))
    return "11"


async def w2():
    say("12", await B.wait())
    async with C:
        C.notify_all()
        say("14")
    raise RuntimeError("15")
    say("16", "uncancel", asyncio.current_task().uncancel())
    return "17"


async def w1():
    try:
        try:
            async with C:
                C.notify_all()
                say("19", await Q.get())
        except TimeoutError as error:
            say("20", "caught", show(error))
            raise
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        await asyncio.sleep(3 / 64)
        say("22")
        T.append(loop.create_task(asyncio.sleep(1 / 32, "23"), name="24"))
        say("25")
    except TimeoutError as error:
        say("26", "caught", show(error))
    try:
        async with C:
            say("27", await C.wait_for(E.is_set))
            try:
                say("28", V.get())
                say("29", await w2())
            except (KeyError, RuntimeError) as error:
                say("30", "caught", show(error))
                raise
    except Exception as error:
        say("31", "went wrong", show(error))
    try:
        say("32", await F[1])
    except Exception as error:
        say("33", "went wrong", show(error))
    return "34"


async def w0():
    say("35", any_task(0).exception())
    say("36", await B.wait())
    for _ in range(3):
        for next_one in asyncio.as_completed([asyncio.create_task(w3()), asyncio.create_task(w3())]):
            say("37", await next_one)
        say("38", "cancel", any_task(1).cancel())
        say("39", "uncancel", any_task(1).uncancel())
    async with Guard("40", True):
        G["41"] = g1(2)
        say("42", await anext(G["41"]))
        say("43", await G["41"].asend("43"))
        G["41"] = None
        say("44", await B.wait())
    T.append(asyncio.ensure_future(w1()))
    return "45"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["46"]:
                    T.append(G["46"].create_task(w3(), name="47"))
                    T.append(G["46"].create_task(w2()))
                    T.append(G["46"].create_task(w0()))
                    say("48", Q.get_nowait())
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                async for item in g0(3):
                    say("50", item)
                    say("51")
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                await asyncio.sleep(3 / 64)
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", "cancel", any_task(3).cancel("55"))
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                say("57", await w3())
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                V.set("59")
            except Exception as error:
                say("60", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
