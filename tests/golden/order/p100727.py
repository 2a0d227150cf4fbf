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
            await asyncio.sleep(1 / 8)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(3 / 64)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")
        await asyncio.sleep(0)
        say("5", "generator ended")


async def w2():
    try:
        say("6", {x: 1 async for x in g1(3) if x != 1})
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        try:
            T.append(asyncio.ensure_future(asyncio.sleep(1 / 8, "8")))
            await B.abort()
            try:
                say("10")
            finally:
                say("11")
                T.append(loop.create_task(asyncio.sleep(0, "12"), name="13"))
        except BaseException as error:
            say("14", "caught", show(error))
            try:
                say("15", await asyncio.gather(asyncio.sleep(1 / 8, "16"), later(1), asyncio.sleep(3 / 64, "17")))
                say("18", await B.wait())
                await asyncio.sleep(1 / 32)
            finally:
                say("19")
                loop.call_soon(lambda: say("20", V.get()))
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        async with Guard("22", False):
            T.append(asyncio.create_task(asyncio.sleep(1 / 32, "23")))
            async for item in g0(1):
                say("24", item)
                await B.reset()
            try:
                say("26", await later(1))
                say("27")
            finally:
                say("28")
    except Exception as error:
        say("29", "went wrong", show(error))
    return "30"


async def w1():
    say("31", await E.wait())
    T.append(asyncio.create_task(w2(), name="32"))
    say("33", await asyncio.wait_for(asyncio.shield(later(3)), 1 / 32))
    try:
        try:
            say("34")
        except asyncio.CancelledError as error:
            say("35", "caught", show(error))
            context = contextvars.copy_context()
            context.run(V.set, "36")
            T.append(asyncio.create_task(w2(), context=context))
    finally:
        say("37")
    return "38"


async def w0():
    say("39", await asyncio.wait_for(later(1), 0))
    say("40", await asyncio.wait_for(w2(), 1 / 64))
    return "41"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                say("42", await asyncio.shield(later(1)))
            except Exception as error:
                say("43", "went wrong", show(error))
            say("44", await asyncio.shield(w2()))
            try:
                F[1].done() or F[1].set_result("45")
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                say("47", "cancel", any_task(2).cancel())
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                G["49"] = g1(3)
                say("50", await anext(G["49"]))
                await asyncio.sleep(1 / 4)
                say("52")
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", await later(5))
            except Exception as error:
                say("55", "caught", show(error))
                say("56", "cancel", any_task(1).cancel("57"))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
