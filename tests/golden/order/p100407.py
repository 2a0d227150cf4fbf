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
        say("1")
    except Exception as error:
        say("2", "went wrong", show(error))
    try:
        say("3", await later(0))
    except Exception as error:
        say("4", "went wrong", show(error))
    try:
        async with L:
            Q.shutdown(immediate=True)
            T.append(asyncio.ensure_future(asyncio.sleep(1 / 32, "6")))
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        try:
            say("8", await asyncio.sleep(1 / 16, "9"))
        finally:
            say("10")
            Q.shutdown(immediate=True)
    except Exception as error:
        say("12", "went wrong", show(error))
    return "13"


async def w2():
    try:
        say("14", await Steps(1))
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(w3(), name="16"))
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        say("18", [await w3() for _ in range(2)])
    except Exception as error:
        say("19", "went wrong", show(error))
    return "20"


async def w1():
    say("21", await Steps(2))
    await B.abort()
    return "23"


async def w0():
    T.append(asyncio.create_task(asyncio.sleep(0, "24"), name="25"))
    loop.call_soon(callback("26"), 1, 2)
    say("27", await asyncio.gather(w1(), w3()))
    gathered = asyncio.gather(return_exceptions=True)
    await asyncio.sleep(1 / 64)
    say("28", gathered.cancel())
    say("28", await gathered)
    say("29")
    return "30"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                F[1].set_result("31")
                async with Guard("32", False):
                    say("33", await w2())
                    say("34", "uncancel", asyncio.current_task().uncancel())
                    say("35", await w2())
            finally:
                say("36")
                T.append(asyncio.create_task(w2()))
            try:
                say("37")
            except Exception as error:
                say("38", "went wrong", show(error))
            try:
                loop.call_soon(callback("39"), 1, 2)
            except Exception as error:
                say("40", "went wrong", show(error))
            try:
                say("41")
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                try:
                    say("43")
                except asyncio.CancelledError as error:
                    say("44", "caught", show(error))
                    raise
            except Exception as error:
                say("45", "went wrong", show(error))
            try:
                say("46", await w1())
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1()))
            except Exception as error:
                say("48", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
