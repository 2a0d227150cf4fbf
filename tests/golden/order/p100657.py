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
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(0)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("5", "generator ends")


async def w1():
    say("6")
    say("7", "uncancel", any_task(5).uncancel())
    T.append(asyncio.ensure_future(asyncio.sleep(0, "8")))
    return "9"


async def w0():
    try:
        say("10", B.n_waiting, B.broken, B.parties)
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        async with S:
            say("12", F[1].cancel())
            async for item in g1(1):
                say("13", item)
                say("14", await asyncio.gather(w1(), return_exceptions=True))
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        say("16", await asyncio.gather(w1(), later(3), return_exceptions=True))
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(asyncio.sleep(0, "18"), name="19"))
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        say("21", await Steps(3))
    except Exception as error:
        say("22", "went wrong", show(error))
    return "23"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            gathered = asyncio.gather()
            await asyncio.sleep(0)
            say("24", gathered.cancel())
            say("24", await gathered)
            try:
                say("25")
            except Exception as error:
                say("26", "went wrong", show(error))
            try:
                say("27", await w1())
            except Exception as error:
                say("28", "went wrong", show(error))
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 4)
                    say("29", await asyncio.wait_for(w0(), 3 / 64))
                except asyncio.CancelledError as error:
                    say("30", "swallowed", show(error))
            try:
                say("31", "cancel", any_task(0).cancel())
            except Exception as error:
                say("32", "went wrong", show(error))
            try:
                async for item in g0(2):
                    say("33", item)
                    say("34")
                    break
            except Exception as error:
                say("35", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
