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
            await asyncio.sleep(1 / 16)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 32)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 16)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w3():
    await B.abort()
    loop.call_at(loop.time() + 1 / 32, callback("7"))
    G["8"] = g0(1)
    say("9", await anext(G["8"]))
    G["8"] = None
    try:
        await asyncio.sleep(1 / 16)
        say("11")
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        say("13", "cancel", any_task(5).cancel("14"))
    except Exception as error:
        say("15", "went wrong", show(error))
    return "16"


async def w2():
    G["18"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(F[0])]
    G["19"] = await asyncio.wait(G["18"], timeout=1 / 8, return_when=asyncio.FIRST_COMPLETED)
    say("17", *map(names, G["19"]))
    for t in G["18"]:
        t.cancel()
    t = None
    del G["18"], G["19"]
    try:
        say("20", await w3())
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        say("23", await asyncio.wait_for(asyncio.shield(w3()), 1 / 32))
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def w1():
    async with Guard("26", False):
        say("27", [await w3() for _ in range(2)])
    loop.call_soon(callback("28"), 1, 2)
    say("29")
    return "30"


async def w0():
    say("31", "cancel", any_task(4).cancel())
    say("32", "uncancel", asyncio.current_task().uncancel())
    say("33", "uncancel", asyncio.current_task().uncancel())
    say("34", await w1())
    any_task(3).add_done_callback(callback("35"))
    return "36"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(2):
                    say("37")
                    say("38", "uncancel", asyncio.current_task().uncancel())
                    T.append(loop.create_task(w2(), name="39"))
            except Exception as error:
                say("40", "went wrong", show(error))
            try:
                say("41", await w2())
            except Exception as error:
                say("42", "went wrong", show(error))
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 8)
                    await asyncio.sleep(1 / 16)
                except asyncio.CancelledError as error:
                    say("43", "swallowed", show(error))
            try:
                T.append(asyncio.ensure_future(Steps(3)))
            except Exception as error:
                say("45", "went wrong", show(error))
            async with asyncio.timeout(0) as G["46"]:
                async with asyncio.TaskGroup() as G["47"]:
                    T.append(G["47"].create_task(w1(), name="48"))
                    T.append(G["47"].create_task(w2(), name="49"))
                    T.append(G["47"].create_task(w2()))
                    await asyncio.sleep(0)
                context = contextvars.copy_context()
                context.run(V.set, "50")
                T.append(asyncio.create_task(w2(), context=context))
            say("51", G["46"].expired())
            try:
                say("52", await w3())
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                try:
                    raise ValueError("54")
                finally:
                    say("55")
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                say("57", F[1].cancel())
            except Exception as error:
                say("58", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
