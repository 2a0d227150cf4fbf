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
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def w4():
    loop.call_at(loop.time() + 1 / 8, callback("4"))
    for _ in range(2):
        say("5", await asyncio.gather(return_exceptions=True))
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 64)
            say("6")
        except asyncio.CancelledError as error:
            say("7", "swallowed", show(error))
    async with asyncio.timeout_at(loop.time() + 1 / 64) as G["8"]:
        async with Guard("9", True):
            say("10", "cancel", any_task(3).cancel())
            say("11", any_task(2).done(), any_task(2).cancelled())
        say("12", await asyncio.sleep(1 / 64, "13"))
        async with asyncio.timeout(3 / 64) as G["14"]:
            say("15")
            for _ in range(2):
                say("16", "cancel", any_task(0).cancel())
        say("17", G["14"].expired())
        G["8"].reschedule(loop.time() + 1 / 32)
        await asyncio.sleep(1 / 4)
        say("18")
    say("19", G["8"].expired())
    async with Guard("20", False):
        F[2].set_result("21")
        loop.call_at(loop.time() + 1 / 64, callback("22"))
    return "23"


async def w3():
    F[1].done() or F[1].set_result("24")
    await asyncio.sleep(0)
    say("25")
    gathered = asyncio.gather()
    await asyncio.sleep(1 / 4)
    say("26", gathered.cancel())
    say("26", await gathered)
    return "27"


async def w2():
    say("28")
    async for item in g0(2):
        say("29", item)
        T.append(asyncio.create_task(w4()))
        break
    return "30"


async def w1():
    try:
        raise Oops("31")
    except Exception as error:
        say("32", "went wrong", show(error))
    try:
        say("33")
    except Exception as error:
        say("34", "went wrong", show(error))
    try:
        say("35", await asyncio.wait_for(later(1), -1))
    except Exception as error:
        say("36", "went wrong", show(error))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 16)
                say("37")
            except asyncio.CancelledError as error:
                say("38", "swallowed", show(error))
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        say("40", "cancel", any_task(0).cancel("41"))
        any_task(0).cancel()
    except Exception as error:
        say("42", "went wrong", show(error))
    return "43"


async def w0():
    say("44", await Steps(3))
    try:
        F[1].done() or F[1].set_exception(ValueError("45"))
        async for item in g0(3):
            say("46", item)
            raise ValueError("47")
    except Exception as error:
        say("48", "caught", show(error))
    G["49"] = g0(3)
    say("50", await anext(G["49"]))
    G["49"] = None
    G["49"] = None
    loop.call_at(loop.time() + 3 / 64, raising("52"))
    return "53"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("54", await w3())
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                async with L:
                    await asyncio.sleep(0)
                    T.append(loop.create_task(w0(), name="56"))
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                try:
                    say("58")
                except BaseException as error:
                    say("59", "caught", show(error))
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                say("61", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                try:
                    say("63", "uncancel", asyncio.current_task().uncancel())
                finally:
                    say("64")
            except Exception as error:
                say("65", "went wrong", show(error))
            try:
                say("66", await later(4))
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                say("68", await asyncio.wait_for(w4(), 1 / 16))
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                await asyncio.sleep(0)
                say("70")
            except Exception as error:
                say("71", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
