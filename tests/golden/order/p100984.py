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
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def w4():
    for next_one in asyncio.as_completed([asyncio.create_task(asyncio.sleep(0, "4")), asyncio.create_task(asyncio.sleep(1 / 32, "5"))]):
        say("6", await next_one)
    say("7")
    try:
        T.append(asyncio.create_task(asyncio.sleep(1 / 32, "8")))
    except Exception as error:
        say("9", "went wrong", show(error))
    say("10", await E.wait())
    return "11"


async def w3():
    say("12", await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, "13")), 1 / 32))
    async with asyncio.timeout(1 / 8) as G["14"]:
        say("15", await later(4))
    say("16", G["14"].expired())
    return "17"


async def w2():
    say("18")
    T.append(loop.create_task(w3(), name="19"))
    say("20", await B.wait())
    for _ in range(3):
        say("21", await later(0))
        say("22", "uncancel", any_task(1).uncancel())
        say("23", await asyncio.wait_for(later(4), None))
    return "24"


async def w1():
    try:
        say("25", "cancel", any_task(0).cancel("26"))
    except Exception as error:
        say("27", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 8)
        say("28")
    except Exception as error:
        say("29", "went wrong", show(error))
    say("30", any_task(5).done(), any_task(5).cancelled())
    return "31"


async def w0():
    async with asyncio.timeout(-1) as G["32"]:
        loop.call_soon(raising("33"), 1, 2)
    say("34", G["32"].expired())
    T.append(loop.create_task(w3(), name="35"))
    T.append(asyncio.create_task(w1()))
    context = contextvars.copy_context()
    context.run(V.set, "36")
    T.append(asyncio.create_task(w1(), context=context))
    return "37"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                say("38", await asyncio.shield(later(4)))
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                try:
                    say("40", "uncancel", asyncio.current_task().uncancel())
                except Exception as error:
                    say("41", "caught", show(error))
            except Exception as error:
                say("42", "went wrong", show(error))
            async for item in g0(1):
                say("43", item)
                async with asyncio.timeout(1 / 64) as G["44"]:
                    context = contextvars.copy_context()
                    context.run(V.set, "45")
                    T.append(asyncio.create_task(w0(), context=context))
                say("46", G["44"].expired())
            for next_one in asyncio.as_completed([asyncio.create_task(w4()), asyncio.create_task(w0()), asyncio.create_task(w3())]):
                say("47", await next_one)
            try:
                say("48", [x async for x in g0(2)])
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                say("50", await later(3))
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                V.set("52")
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", state(F[1]))
            except Exception as error:
                say("55", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
