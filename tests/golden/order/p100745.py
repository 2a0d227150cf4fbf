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
    T.append(loop.create_task(asyncio.sleep(1 / 8, "1")))
    async with asyncio.timeout(1 / 16) as G["2"]:
        E.set()
        async with asyncio.timeout(1 / 64) as G["4"]:
            await asyncio.sleep(0)
        say("5", G["4"].expired())
    say("6", G["2"].expired())
    return "7"


async def w0():
    try:
        say("8", await later(5))
    except Exception as error:
        say("9", "went wrong", show(error))
    say("10", [await w1() for _ in range(2)])
    return "11"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("12", await w0())
                finally:
                    say("13")
                    say("14", await Q.join())
            except Exception as error:
                say("15", "went wrong", show(error))
            say("16", F[1].cancel())
            try:
                async with L:
                    say("17", await later(1))
            except Exception as error:
                say("18", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1(), name="19"))
            except Exception as error:
                say("20", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 32)
            except Exception as error:
                say("21", "went wrong", show(error))
            try:
                say("22", [await w0() for _ in range(2)])
            except Exception as error:
                say("23", "went wrong", show(error))
            try:
                try:
                    say("24", any_task(1).cancelling())
                    G["26"] = [asyncio.ensure_future(later(3)), asyncio.ensure_future(F[1])]
                    G["27"] = await asyncio.wait(G["26"], timeout=1 / 16, return_when=asyncio.ALL_COMPLETED)
                    say("25", *map(names, G["27"]))
                    del G["26"], G["27"]
                    say("28", "cancel", any_task(5).cancel())
                finally:
                    say("29")
                    say("30", await asyncio.sleep(1 / 16, "31"))
            except Exception as error:
                say("32", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
