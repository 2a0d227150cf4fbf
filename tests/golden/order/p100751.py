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
        await asyncio.sleep(1 / 32)
        say("3", "generator ended")


async def w2():
    await B.reset()
    say("5", F[1].cancel())
    say("6", await Q.put(5))
    raise TimeoutError("7")
    T.append(asyncio.create_task(asyncio.sleep(1 / 32, "8")))
    return "9"


async def w1():
    async with asyncio.TaskGroup() as G["10"]:
        T.append(G["10"].create_task(w2()))
        say("11", await asyncio.gather(w2()))
        try:
            loop.call_soon(callback("12"), 1, 2)
            say("13", await asyncio.shield(later(3)))
            T.append(asyncio.create_task(w2()))
        except BaseException as error:
            say("14", "caught", show(error))
            raise
    say("15", await asyncio.shield(w2()))
    return "16"


async def w0():
    say("17", await B.wait())
    added = callback("18")
    any_task(2).add_done_callback(added)
    await asyncio.sleep(0)
    say("18", any_task(2).remove_done_callback(added))
    try:
        async with asyncio.TaskGroup() as G["19"]:
            T.append(G["19"].create_task(w1()))
            say("20", await asyncio.gather(later(5), later(2), w2()))
        say("21", await Steps(1))
    except TimeoutError as error:
        say("22", "caught", show(error))
        raise
    return "23"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                G["24"] = g0(2)
                say("25", await anext(G["24"]))
                say("26", await G["24"].aclose())
                G["24"] = None
            except Exception as error:
                say("27", "went wrong", show(error))
            try:
                say("28")
            except Exception as error:
                say("29", "went wrong", show(error))
            try:
                say("30", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                say("32")
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                say("34", any_task(1).cancelling())
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                say("36", await later(0))
            except Exception as error:
                say("37", "went wrong", show(error))
            async with asyncio.timeout_at(loop.time() + 3 / 64) as G["38"]:
                async with asyncio.TaskGroup() as G["39"]:
                    T.append(G["39"].create_task(w0()))
                    T.append(G["39"].create_task(w0(), name="40"))
                    G["41"] = g0(1)
                    say("42", await anext(G["41"]))
                    say("43", await G["41"].athrow(ValueError("43")))
                    G["41"] = None
                    raise asyncio.CancelledError("44")
                say("45")
                say("46", await asyncio.shield(w2()))
            say("47", G["38"].expired())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
