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
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(0)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")
        await asyncio.sleep(0)
        say("6", "generator ended")


async def w1():
    say("7")
    G["8"] = g0(3)
    say("9", await anext(G["8"]))
    say("10", await G["8"].asend("10"))
    G["8"] = None
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 32)
            gathered = asyncio.gather(return_exceptions=True)
            await asyncio.sleep(1 / 16)
            say("11", gathered.cancel())
            say("11", await gathered)
        except asyncio.CancelledError as error:
            say("12", "swallowed", show(error))
    return "13"


async def w0():
    say("14", await asyncio.gather(later(1), w1(), later(3)))
    async with Guard("15", False):
        await asyncio.sleep(0)
        T.append(asyncio.create_task(w1()))
        try:
            await asyncio.sleep(0)
            say("16")
        except TimeoutError as error:
            say("17", "caught", show(error))
            G["18"] = g0(3)
            say("19", await anext(G["18"]))
            T.append(asyncio.ensure_future(anext(G["18"], "20")))
            await asyncio.sleep(1 / 64)
            say("20", await G["18"].aclose())
            G["18"] = None
    say("21", await S.acquire())
    try:
        loop.call_later(0, raising("22"), 1)
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("23")
            except asyncio.CancelledError as error:
                say("24", "swallowed", show(error))
    finally:
        S.release()
    say("25", any_task(0).cancelling())
    say("26", await L.acquire())
    try:
        say("27", await Steps(2))
        loop.call_later(1 / 64, callback("28"), 1)
    finally:
        L.release()
    return "29"


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
                say("30")
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                gathered = asyncio.gather(later(4), w0())
                await asyncio.sleep(1 / 4)
                say("32", gathered.cancel())
                say("32", await gathered)
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                handle = loop.call_at(loop.time() + 1 / 16, callback("34"))
                await asyncio.sleep(1 / 64)
                handle.cancel()
                say("34", handle.cancelled())
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                say("36", state(F[1]))
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                say("38", await w1())
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                added = callback("40")
                any_task(4).add_done_callback(added)
                await asyncio.sleep(1 / 16)
                say("40", any_task(4).remove_done_callback(added))
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                E.set()
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                say("44", await later(3))
            except Exception as error:
                say("45", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
