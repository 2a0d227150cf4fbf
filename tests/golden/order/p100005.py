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


async def w1():
    async with L:
        say("1", await later(0))
    await asyncio.sleep(3 / 64)
    say("2")
    async with C:
        C.notify_all()
        try:
            say("4", await Steps(1))
        except asyncio.CancelledError as error:
            say("5", "caught", show(error))
    return "6"


async def w0():
    try:
        say("7", await asyncio.gather())
        await asyncio.sleep(1 / 8)
        say("8")
    finally:
        say("9")
    say("10", await asyncio.shield(w1()))
    F[2] = loop.create_future()
    return "12"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.timeout_at(loop.time() + 1 / 8) as G["13"]:
                    say("14")
                    T.append(loop.create_task(w1(), name="15"))
                say("16", G["13"].expired())
            except Exception as error:
                say("17", "went wrong", show(error))
            try:
                for _ in range(3):
                    await asyncio.sleep(1 / 16)
                    say("18", await later(3))
            except Exception as error:
                say("19", "went wrong", show(error))
            try:
                async for task in asyncio.as_completed([asyncio.create_task(w0()), asyncio.create_task(w0())], timeout=1 / 32):
                    say("20", task.get_name(), state(task))
            except Exception as error:
                say("21", "went wrong", show(error))
            say("22", "uncancel", asyncio.current_task().uncancel())
            async with S:
                T.append(asyncio.create_task(w0()))
                say("23", await B.wait())
                try:
                    await asyncio.sleep(1 / 4)
                finally:
                    say("24")
                    say("25", await asyncio.gather(F[2]))
            try:
                say("26", "cancel", any_task(0).cancel())
            except Exception as error:
                say("27", "went wrong", show(error))
            say("28", await asyncio.wait_for(F[1], None))
            G["30"] = [asyncio.ensure_future(later(5)), asyncio.ensure_future(w0()), asyncio.ensure_future(later(0))]
            G["31"] = await asyncio.wait(G["30"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
            say("29", *map(names, G["31"]))
            del G["30"], G["31"]
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
