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


async def w4():
    say("3", F[0].cancel())
    say("4", V.get())
    async with L:
        E.set()
        say("6", await asyncio.gather(asyncio.sleep(1 / 4, "7"), asyncio.sleep(0, "8"), F[2]))
    say("9", state(F[1]))
    return "10"


async def w3():
    loop.call_later(1 / 64, callback("11"), 1)
    async with asyncio.TaskGroup() as G["12"]:
        T.append(G["12"].create_task(w4()))
        T.append(G["12"].create_task(w4(), name="13"))
        T.append(G["12"].create_task(w4()))
        handle = loop.call_later(1 / 16, callback("14"), 1)
        await asyncio.sleep(1 / 16)
        handle.cancel()
        say("14", handle.cancelled())
        for _ in range(2):
            async with asyncio.TaskGroup() as G["15"]:
                T.append(G["15"].create_task(w4()))
                T.append(G["15"].create_task(w4()))
                T.append(G["15"].create_task(w4()))
                say("16", "cancel", any_task(3).cancel())
                say("17", "uncancel", asyncio.current_task().uncancel())
                say("18", [await w4() for _ in range(2)])
            say("19", "uncancel", asyncio.current_task().uncancel())
    return "20"


async def w2():
    say("21")
    try:
        T.append(asyncio.create_task(w4()))
    except (KeyError, RuntimeError) as error:
        say("22", "caught", show(error))
    say("23", await later(4))
    say("24", "cancel", any_task(5).cancel())
    any_task(5).cancel()
    return "25"


async def w1():
    try:
        async with asyncio.TaskGroup() as G["26"]:
            T.append(G["26"].create_task(w4()))
            gathered = asyncio.gather(w3(), w3())
            await asyncio.sleep(1 / 32)
            say("27", gathered.cancel())
            say("27", await gathered)
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
        say("29")
    except Exception as error:
        say("30", "went wrong", show(error))
    say("31")
    try:
        say("32", await B.wait())
    except Exception as error:
        say("33", "went wrong", show(error))
    try:
        say("34")
    except Exception as error:
        say("35", "went wrong", show(error))
    return "36"


async def w0():
    Q.put_nowait(8)
    handle = loop.call_at(loop.time() + 1 / 32, callback("38"))
    await asyncio.sleep(3 / 64)
    handle.cancel()
    say("38", handle.cancelled())
    gathered = asyncio.gather(w3(), w2())
    await asyncio.sleep(1 / 16)
    say("39", gathered.cancel())
    say("39", await gathered)
    V.set("40")
    say("41", await asyncio.shield(later(4)))
    return "42"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("43", await w3())
            except Exception as error:
                say("44", "went wrong", show(error))
            say("45", await B.wait())
            try:
                say("46", await asyncio.shield(w2()))
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                async for item in g0(1):
                    say("48", item)
                    say("49", await later(0))
                    break
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                async with L:
                    T.append(asyncio.ensure_future(w2()))
                    await asyncio.sleep(0)
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                say("53", await asyncio.gather(return_exceptions=True))
            except Exception as error:
                say("54", "went wrong", show(error))
            await asyncio.sleep(3 / 64)
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
