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


async def w3():
    await asyncio.sleep(0)
    F[2].done() or F[2].set_exception(ValueError("1"))
    say("2")
    say("3")
    return "4"


async def w2():
    try:
        T.append(loop.create_task(w3(), name="5"))
    except Exception as error:
        say("6", "went wrong", show(error))
    say("7", await asyncio.gather(w3(), w3(), w3(), return_exceptions=True))
    return "8"


async def w1():
    say("9", await B.wait())
    F[0].add_done_callback(callback("10"))
    say("11", V.get())
    T.append(asyncio.create_task(w2()))
    E.set()
    return "13"


async def w0():
    try:
        G["15"] = [asyncio.ensure_future(later(3)), asyncio.ensure_future(w3())]
        G["16"] = await asyncio.wait(G["15"], timeout=None, return_when=asyncio.FIRST_COMPLETED)
        say("14", *map(names, G["16"]))
        for t in G["15"]:
            t.cancel()
        t = None
        del G["15"], G["16"]
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        async with asyncio.timeout_at(loop.time() + 1 / 8) as G["18"]:
            T.append(asyncio.create_task(w2()))
        say("19", G["18"].expired())
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        async with S:
            try:
                say("21", state(F[0]))
                say("22", await later(4))
            finally:
                say("23")
            say("24", await w2())
    except Exception as error:
        say("25", "went wrong", show(error))
    return "26"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("27", await asyncio.wait_for(w2(), None))
            except Exception as error:
                say("28", "went wrong", show(error))
            try:
                try:
                    await asyncio.sleep(1 / 4)
                    say("29")
                finally:
                    say("30")
                    T.append(asyncio.ensure_future(w2()))
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                say("32", await later(3))
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                say("34", await Steps(1))
            except Exception as error:
                say("35", "went wrong", show(error))
            say("36", await B.wait())
            try:
                say("37")
            except Exception as error:
                say("38", "went wrong", show(error))
            say("39", await asyncio.wait_for(w3(), -1))
            try:
                async with Guard("40", True):
                    say("41", V.get())
                    await asyncio.sleep(1 / 4)
                    say("42", await asyncio.wait_for(w1(), 3 / 64))
            except Exception as error:
                say("43", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
