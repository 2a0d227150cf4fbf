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


async def w3():
    try:
        say("1", await E.wait())
    except Exception as error:
        say("2", "went wrong", show(error))
    try:
        Q.task_done()
    except Exception as error:
        say("4", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 64)
    except Exception as error:
        say("5", "went wrong", show(error))
    try:
        say("6", await E.wait())
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        say("8", await asyncio.gather(asyncio.sleep(1 / 32, "9"), return_exceptions=True))
    except Exception as error:
        say("10", "went wrong", show(error))
    return "11"


async def w2():
    try:
        try:
            say("12", await F[1])
        finally:
            say("13")
            for _ in range(3):
                raise RuntimeError("14")
                say("15", Q.get_nowait())
                say("16")
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 8)
                T.append(asyncio.ensure_future(w3()))
            except asyncio.CancelledError as error:
                say("18", "swallowed", show(error))
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 32)
        say("20")
    except Exception as error:
        say("21", "went wrong", show(error))
    return "22"


async def w1():
    async with Guard("23", True):
        for _ in range(2):
            say("24", await asyncio.gather(later(3)))
            for _ in range(2):
                E.set()
        try:
            say("26")
            for _ in range(2):
                try:
                    await asyncio.sleep(3 / 64)
                    say("27", "cancel", any_task(4).cancel("28"))
                except asyncio.CancelledError as error:
                    say("29", "swallowed", show(error))
        finally:
            say("30")
    say("31", await L.acquire())
    try:
        say("32", [await w3() for _ in range(2)])
        say("33", "uncancel", any_task(5).uncancel())
    finally:
        L.release()
    Q.put_nowait(7)
    return "35"


async def w0():
    say("36", await asyncio.gather(return_exceptions=True))
    say("37", any_task(0).cancelling())
    say("38")
    return "39"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async with L:
                    await asyncio.sleep(1 / 4)
                    say("40")
                    await asyncio.sleep(0)
                    say("41")
                    loop.call_soon(callback("42"), 1, 2)
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                for _ in range(3):
                    T.append(asyncio.ensure_future(w1()))
            except Exception as error:
                say("45", "went wrong", show(error))
            try:
                say("46", await later(3))
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                try:
                    await asyncio.sleep(1 / 8)
                    say("48")
                    say("49", await later(0))
                    say("50")
                except ValueError as error:
                    say("51", "caught", show(error))
            except Exception as error:
                say("52", "went wrong", show(error))
            async with S:
                say("53", await asyncio.gather(w0(), F[0], return_exceptions=True))
                T.append(asyncio.create_task(w2()))
                await asyncio.sleep(1 / 16)
                say("54")
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
