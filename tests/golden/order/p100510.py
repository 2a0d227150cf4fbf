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


async def w2():
    try:
        try:
            say("1", await asyncio.gather(asyncio.sleep(1 / 4, "2")))
        except asyncio.CancelledError as error:
            say("3", "caught", show(error))
    except Exception as error:
        say("4", "went wrong", show(error))
    try:
        for _ in range(3):
            say("5", await L.acquire())
            try:
                say("6")
                say("7", await asyncio.sleep(0, "8"))
            finally:
                L.release()
            say("9", any_task(1).result())
            await asyncio.sleep(0)
            say("10")
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        try:
            say("12", any_task(0).done(), any_task(0).cancelled())
        finally:
            say("13")
            loop.call_at(loop.time() + 3 / 64, callback("14"))
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        say("16", await asyncio.sleep(3 / 64, "17"))
    except (KeyError, RuntimeError) as error:
        say("18", "caught", show(error))
        raise RuntimeError("19") from error
    return "20"


async def w1():
    try:
        async with Guard("21", False):
            await B.abort()
            say("23", await later(2))
            async with Guard("24", False):
                await asyncio.sleep(1 / 32)
                say("25")
                T.append(asyncio.create_task(w2(), name="26"))
    except Exception as error:
        say("27", "went wrong", show(error))
    try:
        context = contextvars.copy_context()
        context.run(V.set, "28")
        T.append(asyncio.create_task(w2(), context=context))
    except Exception as error:
        say("29", "went wrong", show(error))
    try:
        async with asyncio.timeout_at(loop.time() + -1) as G["30"]:
            async with asyncio.TaskGroup() as G["31"]:
                T.append(G["31"].create_task(w2()))
                await asyncio.sleep(1 / 64)
                say("32")
                say("33", await asyncio.shield(w2()))
                loop.call_later(0, callback("34"), 1)
            for _ in range(2):
                await asyncio.sleep(1 / 16)
                say("35")
                await asyncio.sleep(0)
                say("36")
            T.append(asyncio.create_task(w2(), name="37"))
            G["30"].reschedule(loop.time() + 0)
            await asyncio.sleep(1 / 64)
            say("38")
        say("39", G["30"].expired())
    except Exception as error:
        say("40", "went wrong", show(error))
    try:
        say("41", await later(4))
    except Exception as error:
        say("42", "went wrong", show(error))
    return "43"


async def w0():
    say("44", "uncancel", asyncio.current_task().uncancel())
    T.append(asyncio.ensure_future(w1()))
    gathered = asyncio.gather(w1(), return_exceptions=True)
    await asyncio.sleep(0)
    say("45", gathered.cancel())
    say("45", await gathered)
    T.append(asyncio.create_task(w2()))
    return "46"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(3):
                    any_task(5).add_done_callback(callback("47"))
                    loop.call_later(3 / 64, callback("48"), 1)
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                F[2] = loop.create_future()
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                say("52", await w2())
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                try:
                    context = contextvars.copy_context()
                    context.run(V.set, "54")
                    T.append(asyncio.create_task(w0(), context=context))
                    say("55", await later(5))
                except TimeoutError as error:
                    say("56", "caught", show(error))
                    raise RuntimeError("57") from error
            except Exception as error:
                say("58", "went wrong", show(error))
            say("59", await asyncio.gather(w1(), w2(), F[0], return_exceptions=True))
            try:
                gathered = asyncio.gather(w0(), F[0], return_exceptions=True)
                await asyncio.sleep(0)
                say("60", gathered.cancel())
                say("60", await gathered)
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["62"]:
                    T.append(G["62"].create_task(w0()))
                    T.append(G["62"].create_task(w0()))
                    T.append(G["62"].create_task(w2()))
                    say("63", await Q.put(8))
                    gathered = asyncio.gather(return_exceptions=True)
                    await asyncio.sleep(1 / 8)
                    say("64", gathered.cancel())
                    say("64", await gathered)
            except Exception as error:
                say("65", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
