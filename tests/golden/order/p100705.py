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
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def w1():
    try:
        await B.reset()
    except Exception as error:
        say("5", "went wrong", show(error))
    try:
        say("6", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        try:
            say("8")
            say("9", await asyncio.sleep(1 / 16, "10"))
            say("11", await asyncio.sleep(1 / 16, "12"))
        except Exception as error:
            say("13", "caught", show(error))
            T.append(asyncio.create_task(asyncio.sleep(1 / 4, "14")))
    except Exception as error:
        say("15", "went wrong", show(error))
    async with asyncio.TaskGroup() as G["16"]:
        T.append(G["16"].create_task(asyncio.sleep(1 / 32, "17")))
        T.append(G["16"].create_task(asyncio.sleep(1 / 16, "18")))
        T.append(G["16"].create_task(asyncio.sleep(1 / 32, "19")))
        say("20", await asyncio.wait_for(asyncio.sleep(1 / 32, "21"), 1 / 16))
    return "22"


async def w0():
    await asyncio.sleep(3 / 64)
    say("23")
    for _ in range(3):
        async with asyncio.timeout(1 / 64) as G["24"]:
            try:
                say("25", await later(5))
                G["27"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(w1())]
                G["28"] = await asyncio.wait(G["27"], timeout=0, return_when=asyncio.FIRST_COMPLETED)
                say("26", *map(names, G["28"]))
                del G["27"], G["28"]
            finally:
                say("29")
                say("30")
            async with S:
                gathered = asyncio.gather(w1())
                await asyncio.sleep(0)
                say("31", gathered.cancel())
                say("31", await gathered)
                say("32", await asyncio.shield(F[0]))
                say("33", await w1())
            G["24"].reschedule(loop.time() + 1 / 8)
            await asyncio.sleep(3 / 64)
        say("34", G["24"].expired())
        say("35", await B.wait())
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 4)
            F[0].add_done_callback(callback("36"))
        except asyncio.CancelledError as error:
            say("37", "swallowed", show(error))
    return "38"


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
                async with asyncio.TaskGroup() as G["39"]:
                    T.append(G["39"].create_task(w1(), name="40"))
                    T.append(G["39"].create_task(w1(), name="41"))
                    say("42", await asyncio.wait_for(w0(), 1 / 8))
                    say("43", await asyncio.shield(w1()))
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                raise KeyError("45")
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["47"]:
                    T.append(G["47"].create_task(w1()))
                    T.append(G["47"].create_task(w0(), name="48"))
                    G["49"] = g0(1)
                    say("50", await anext(G["49"]))
                    say("51", await anext(G["49"], "none"))
                    G["49"] = None
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                async with asyncio.timeout(1 / 16) as G["53"]:
                    await asyncio.sleep(1 / 16)
                    say("54")
                say("55", G["53"].expired())
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                G["58"] = [asyncio.ensure_future(later(0)), asyncio.ensure_future(later(1)), asyncio.ensure_future(F[0])]
                G["59"] = await asyncio.wait(G["58"], timeout=1 / 16, return_when=asyncio.FIRST_COMPLETED)
                say("57", *map(names, G["59"]))
                del G["58"], G["59"]
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
