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
            await asyncio.sleep(1 / 16)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
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
        await asyncio.sleep(1 / 4)
        say("6", "generator ended")


async def w3():
    say("7", await B.wait())
    async with L:
        async with S:
            async with asyncio.timeout_at(loop.time() + 3 / 64) as G["8"]:
                say("9", await asyncio.gather(asyncio.sleep(1 / 32, "10"), asyncio.sleep(0, "11"), asyncio.sleep(0, "12")))
            say("13", G["8"].expired())
            F[0].done() or F[0].set_result("14")
            E.set()
        say("16", await Steps(0))
    return "17"


async def w2():
    say("18", await later(5))
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            say("19")
        except TimeoutError as error:
            say("20", "caught", show(error))
            async with Guard("21", True):
                gathered = asyncio.gather(later(0))
                await asyncio.sleep(0)
                say("22", gathered.cancel())
                say("22", await gathered)
                say("23", await asyncio.wait_for(asyncio.shield(later(5)), 1 / 32))
                say("24", "cancel", any_task(0).cancel("25"))
        G["26"] = g1(2)
        say("27", await anext(G["26"]))
        say("28", await G["26"].aclose())
        await asyncio.sleep(1 / 64)
        say("29")
    say("30", await w3())
    await asyncio.sleep(1 / 16)
    say("31")
    return "32"


async def w1():
    try:
        say("33")
    except Exception as error:
        say("34", "went wrong", show(error))
    F[1].add_done_callback(callback("35"))
    try:
        say("36", state(any_task(1)))
    except Exception as error:
        say("37", "went wrong", show(error))
    return "38"


async def w0():
    try:
        say("39", await asyncio.gather(return_exceptions=True))
        T.append(loop.create_task(w3(), name="40"))
        async with asyncio.timeout(1 / 64) as G["41"]:
            say("42", await later(4))
            say("43", "cancel", any_task(0).cancel())
            say("44")
        say("45", G["41"].expired())
    finally:
        say("46")
        say("47", await Bad())
    say("48", await asyncio.gather(w2(), later(1), return_exceptions=True))
    say("49", await B.wait())
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            any_task(4).add_done_callback(callback("50"))
        except asyncio.CancelledError as error:
            say("51", "swallowed", show(error))
    say("52", [x async for x in g1(2)])
    return "53"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(3):
                    say("54", await asyncio.gather(asyncio.sleep(1 / 64, "55"), return_exceptions=True))
                    say("56", F[0].cancel())
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                async with asyncio.timeout_at(loop.time() + -1) as G["58"]:
                    T.append(asyncio.create_task(w0(), name="59"))
                    say("60")
                    say("61", state(any_task(2)))
                say("62", G["58"].expired())
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                say("64", await w0())
            except Exception as error:
                say("65", "went wrong", show(error))
            async with asyncio.TaskGroup() as G["66"]:
                T.append(G["66"].create_task(w1()))
                T.append(G["66"].create_task(w2()))
                try:
                    say("67", await asyncio.gather(later(3), w2(), F[1], return_exceptions=True))
                    G["68"] = g1(3)
                    say("69", await anext(G["68"]))
                    await asyncio.sleep(1 / 32)
                    G["68"] = None
                    say("71", [x async for x in g0(3)])
                finally:
                    say("72")
                say("73", await B.wait())
                say("74", V.get())
            try:
                for _ in range(3):
                    say("75", await w0())
                    say("76", "cancel", any_task(0).cancel("77"))
            except Exception as error:
                say("78", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
