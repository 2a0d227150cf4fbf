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
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")


async def w1():
    say("3")
    async for item in g0(3):
        say("4", item)
        async with asyncio.TaskGroup() as G["5"]:
            T.append(G["5"].create_task(asyncio.sleep(1 / 64, "6")))
            T.append(G["5"].create_task(asyncio.sleep(3 / 64, "7"), name="8"))
            say("9", await asyncio.shield(asyncio.sleep(0, "10")))
            try:
                say("11")
            finally:
                say("12")
                say("13", await later(5))
            say("14", await asyncio.wait_for(asyncio.sleep(1 / 16, "15"), 3 / 64))
    return "16"


async def w0():
    say("17", await w1())
    G["19"] = [asyncio.ensure_future(w1())]
    G["20"] = await asyncio.wait(G["19"], timeout=None, return_when=asyncio.ALL_COMPLETED)
    say("18", *map(names, G["20"]))
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
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["22"]:
                    T.append(G["22"].create_task(w1()))
                    T.append(G["22"].create_task(w0()))
                    T.append(G["22"].create_task(w1()))
                    say("23", await w1())
            except Exception as error:
                say("24", "went wrong", show(error))
            try:
                say("25", "cancel", any_task(3).cancel())
            except Exception as error:
                say("26", "went wrong", show(error))
            try:
                for next_one in asyncio.as_completed([asyncio.create_task(w1())]):
                    say("27", await next_one)
            except Exception as error:
                say("28", "went wrong", show(error))
            try:
                T.append(asyncio.ensure_future(w1()))
            except Exception as error:
                say("30", "went wrong", show(error))
            try:
                say("31", await asyncio.shield(w1()))
            except Exception as error:
                say("32", "went wrong", show(error))
            try:
                say("33", await w0())
            except Exception as error:
                say("34", "went wrong", show(error))
            try:
                G["35"] = g0(2)
                say("36", await anext(G["35"]))
                say("37", await G["35"].asend("37"))
                G["35"] = None
            except Exception as error:
                say("38", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
