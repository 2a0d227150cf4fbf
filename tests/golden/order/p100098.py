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
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    finally:
        say("5", "generator ends")


async def w4():
    async with asyncio.TaskGroup() as G["6"]:
        T.append(G["6"].create_task(asyncio.sleep(1 / 16, "7")))
        loop.call_soon(lambda: say("8", V.get()))
    say("9", await asyncio.wait_for(F[1], 3 / 64))
    return "10"


async def w3():
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            F[1].add_done_callback(callback("11"))
        except asyncio.CancelledError as error:
            say("12", "swallowed", show(error))
    say("13", await asyncio.gather(w4(), w4(), return_exceptions=True))
    return "14"


async def w2():
    say("15", await asyncio.gather(F[1], F[2], w3(), return_exceptions=True))
    E.clear()
    say("17", await asyncio.gather(F[1], w3(), return_exceptions=True))
    say("18", any_task(1).done(), any_task(1).cancelled())
    say("19", await later(5))
    return "20"


async def w1():
    T.append(asyncio.create_task(w2(), name="21"))
    say("22", await later(0))
    return "23"


async def w0():
    say("24", await w4())
    say("25")
    V.set("26")
    return "27"


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
                say("28", await later(5))
            except Exception as error:
                say("29", "went wrong", show(error))
            try:
                G["30"] = g0(2)
                say("31", await anext(G["30"]))
                say("32", await G["30"].asend("32"))
                G["30"] = None
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 16)
                say("34")
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 32)
                        say("36", await w0())
                    except asyncio.CancelledError as error:
                        say("37", "swallowed", show(error))
            except Exception as error:
                say("38", "went wrong", show(error))
            say("39", await asyncio.shield(later(1)))
            try:
                async with Guard("40", False):
                    T.append(loop.create_task(w3()))
                    loop.call_later(0, raising("41"), 1)
                    say("42", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("43", "went wrong", show(error))
            say("44", await B.wait())
            try:
                F[2].add_done_callback(callback("45"))
            except Exception as error:
                say("46", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
