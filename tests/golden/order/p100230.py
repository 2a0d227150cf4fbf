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
        await asyncio.sleep(0)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 64)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w1():
    try:
        loop.call_at(loop.time() + 3 / 64, callback("6"))
    except Exception as error:
        say("7", "went wrong", show(error))
    T.append(asyncio.create_task(asyncio.sleep(3 / 64, "8")))
    try:
        try:
            say("9", {x: 1 async for x in g1(1) if x != 1})
            say("10", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
            say("11", B.n_waiting, B.broken, B.parties)
        except TimeoutError as error:
            say("12", "caught", show(error))
            raise
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w0():
    F[2].add_done_callback(callback("15"))
    say("16", await w1())
    G["19"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(F[2]), asyncio.ensure_future(asyncio.sleep(3 / 64, "18"))]
    G["20"] = await asyncio.wait(G["19"], timeout=None, return_when=asyncio.FIRST_EXCEPTION)
    say("17", *map(names, G["20"]))
    del G["19"], G["20"]
    return "21"


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
            await asyncio.sleep(1 / 32)
            say("22")
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(0)
                        say("23")
                    except asyncio.CancelledError as error:
                        say("24", "swallowed", show(error))
            except Exception as error:
                say("25", "went wrong", show(error))
            try:
                say("26", await w1())
            except Exception as error:
                say("27", "went wrong", show(error))
            try:
                say("28", "cancel", any_task(0).cancel("29"))
            except Exception as error:
                say("30", "went wrong", show(error))
            async for item in g0(2):
                say("31", item)
                say("32", await S.acquire())
                try:
                    say("33")
                    say("34")
                finally:
                    S.release()
            try:
                await asyncio.sleep(1 / 32)
                say("35")
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                G["38"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(F[2])]
                G["39"] = await asyncio.wait(G["38"], timeout=1 / 16, return_when=asyncio.ALL_COMPLETED)
                say("37", *map(names, G["39"]))
                del G["38"], G["39"]
            except Exception as error:
                say("40", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
