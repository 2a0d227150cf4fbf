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


async def w4():
    say("1", await Q.put(5))
    say("2", any_task(1).cancelling())
    try:
        try:
            async with C:
                say("3", await C.wait_for(E.is_set))
                say("4", "cancel", any_task(4).cancel("5"))
        except asyncio.CancelledError as error:
            say("6", "caught", show(error))
            raise
    finally:
        say("7")
        Q.shutdown()
    return "9"


async def w3():
    try:
        await asyncio.sleep(1 / 8)
        say("10")
    except Exception as error:
        say("11", "went wrong", show(error))
    await asyncio.sleep(0)
    async with L:
        say("12", await Steps(3))
        T.append(loop.create_task(asyncio.sleep(1 / 4, "13")))
    try:
        raise ValueError("14")
    except Exception as error:
        say("15", "went wrong", show(error))
    return "16"


async def w2():
    try:
        async with Guard("17", False):
            T.append(asyncio.create_task(w3()))
    except Exception as error:
        say("18", "went wrong", show(error))
    try:
        for _ in range(3):
            say("19", await later(3))
            say("20", any_task(0).cancelling())
            V.set("21")
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        for _ in range(3):
            say("23", await w4())
            say("24", await asyncio.wait_for(w3(), 1 / 32))
    except Exception as error:
        say("25", "went wrong", show(error))
    return "26"


async def w1():
    say("27", await asyncio.gather(later(3), w4(), w2(), return_exceptions=True))
    say("28", await later(0))
    say("29", await B.wait())
    return "30"


async def w0():
    say("31", await w2())
    await asyncio.sleep(1 / 32)
    return "32"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                T.append(asyncio.create_task(w4(), name="33"))
            except Exception as error:
                say("34", "went wrong", show(error))
            async with Guard("35", True):
                say("36")
                say("37", await asyncio.gather())
            try:
                await asyncio.sleep(1 / 64)
                say("38")
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["40"]:
                    T.append(G["40"].create_task(w2()))
                    T.append(asyncio.ensure_future(w4()))
                    say("41", await E.wait())
            except Exception as error:
                say("42", "went wrong", show(error))
            async with Guard("43", False):
                T.append(loop.create_task(w4()))
                say("44", await asyncio.gather(w1(), w3(), return_exceptions=True))
            try:
                E.set()
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                say("47", V.get())
            except Exception as error:
                say("48", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
