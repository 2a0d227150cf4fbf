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
    try:
        say("1")
    except Exception as error:
        say("2", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 64)
        say("3")
    except Exception as error:
        say("4", "went wrong", show(error))
    say("5", await B.wait())
    return "6"


async def w0():
    try:
        await asyncio.sleep(1 / 4)
        say("7")
    except Exception as error:
        say("8", "caught", show(error))
    async with C:
        C.notify()
        added = callback("10")
        any_task(0).add_done_callback(added)
        await asyncio.sleep(1 / 32)
        say("10", any_task(0).remove_done_callback(added))
    try:
        say("11", state(any_task(4)))
        async with Guard("12", False):
            say("13", await Q.put(6))
    except TimeoutError as error:
        say("14", "caught", show(error))
    for _ in range(2):
        async for task in asyncio.as_completed([asyncio.create_task(w1()), asyncio.create_task(asyncio.sleep(1 / 8, "15")), asyncio.create_task(w1())], timeout=1 / 32):
            say("16", task.get_name(), state(task))
        await asyncio.sleep(0)
        say("17")
    return "18"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("19", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("20", "went wrong", show(error))
            try:
                say("21", await asyncio.wait_for(w0(), 1 / 16))
            except Exception as error:
                say("22", "went wrong", show(error))
            try:
                say("23")
            except Exception as error:
                say("24", "went wrong", show(error))
            try:
                say("25", any_task(3).exception())
            except Exception as error:
                say("26", "went wrong", show(error))
            try:
                loop.call_at(loop.time() + 1 / 4, raising("27"))
            except Exception as error:
                say("28", "went wrong", show(error))
            try:
                for next_one in asyncio.as_completed([asyncio.create_task(w0()), asyncio.create_task(w1()), asyncio.create_task(w0())]):
                    say("29", await next_one)
            except Exception as error:
                say("30", "went wrong", show(error))
            async with Guard("31", False):
                say("32", await w1())
                say("33", await later(5))
            try:
                say("34", any_task(1).done(), any_task(1).cancelled())
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
