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


async def w3():
    say("3", "cancel", any_task(0).cancel())
    say("4", await asyncio.shield(asyncio.sleep(0, "5")))
    T.append(asyncio.create_task(asyncio.sleep(3 / 64, "6"), name="7"))
    return "8"


async def w2():
    try:
        say("9", await L.acquire())
        try:
            await asyncio.sleep(0)
            try:
                say("10", "cancel", any_task(2).cancel())
                say("11", await asyncio.wait_for(later(2), 0))
                say("12", "cancel", any_task(0).cancel())
            except asyncio.CancelledError as error:
                say("13", "caught", show(error))
            say("14", await E.wait())
        finally:
            L.release()
        Q.shutdown()
    finally:
        say("16")
        say("17", await asyncio.wait_for(w3(), 0))
    async with Guard("18", True):
        say("19", await asyncio.gather(F[1]))
        await asyncio.sleep(0)
        say("20")
    say("21", B.n_waiting, B.broken, B.parties)
    gathered = asyncio.gather(F[1])
    await asyncio.sleep(1 / 32)
    say("22", gathered.cancel())
    say("22", await gathered)
    say("23", await asyncio.wait_for(F[1], -1))
    return "24"


async def w1():
    say("25", V.get())
    await asyncio.sleep(1 / 64)
    G["26"] = g0(3)
    say("27", await anext(G["26"], "none"))
    G["26"] = None
    return "28"


async def w0():
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            say("29", [await w3() for _ in range(2)])
        except asyncio.CancelledError as error:
            say("30", "swallowed", show(error))
    T.append(asyncio.create_task(w2()))
    async with asyncio.TaskGroup() as G["31"]:
        T.append(G["31"].create_task(w1()))
        async with S:
            async for item in g0(1):
                say("32", item)
                say("33", await Q.put(6))
            T.append(asyncio.create_task(w2()))
    return "34"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                T.append(asyncio.ensure_future(w0()))
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["36"]:
                    T.append(G["36"].create_task(w3()))
                    T.append(G["36"].create_task(w2(), name="37"))
                    F[2].add_done_callback(callback("38"))
            except Exception as error:
                say("39", "went wrong", show(error))
            for _ in range(3):
                raise asyncio.CancelledError("40")
                say("41", await asyncio.gather(return_exceptions=True))
                say("42", await later(5))
            try:
                async with S:
                    say("43", await asyncio.wait_for(w1(), 1 / 64))
                    loop.call_at(loop.time() + 1 / 32, callback("44"))
            except Exception as error:
                say("45", "went wrong", show(error))
            T.append(asyncio.create_task(w1(), name="46"))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
