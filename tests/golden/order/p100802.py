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
            await asyncio.sleep(1 / 16)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")


async def w4():
    T.append(asyncio.ensure_future(asyncio.sleep(0, "3")))
    say("4")
    say("5", await asyncio.wait_for(asyncio.sleep(0, "6"), 1 / 16))
    return "7"


async def w3():
    context = contextvars.copy_context()
    context.run(V.set, "8")
    T.append(asyncio.create_task(w4(), context=context))
    say("9")
    async with asyncio.timeout(1 / 16) as G["10"]:
        try:
            T.append(asyncio.ensure_future(w4()))
            say("11")
            try:
                T.append(loop.create_task(w4(), name="12"))
                say("13")
            finally:
                say("14")
        except TimeoutError as error:
            say("15", "caught", show(error))
        say("16", "cancel", any_task(4).cancel("17"))
    say("18", G["10"].expired())
    try:
        say("19", "cancel", any_task(1).cancel())
        G["20"] = g0(3)
        say("21", await anext(G["20"]))
        say("22", await anext(G["20"], "none"))
        try:
            await asyncio.sleep(1 / 32)
            say("23")
            F[0] = loop.create_future()
        except TimeoutError as error:
            say("25", "caught", show(error))
            raise
    finally:
        say("26")
    return "27"


async def w2():
    for _ in range(3):
        say("28")
    say("29", await w3())
    raise ValueError("30")
    return "31"


async def w1():
    say("32", V.get())
    F[0].add_done_callback(callback("33"))
    await asyncio.sleep(1 / 16)
    say("34")
    G["35"] = g0(1)
    say("36", await anext(G["35"]))
    say("37", await G["35"].athrow(ValueError("37")))
    G["35"] = None
    return "38"


async def w0():
    try:
        say("39", await w3())
    except Exception as error:
        say("40", "went wrong", show(error))
    try:
        async for item in g0(2):
            say("41", item)
            for _ in range(3):
                say("42")
    except Exception as error:
        say("43", "went wrong", show(error))
    return "44"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                say("45", "cancel", any_task(4).cancel())
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["47"]:
                    T.append(G["47"].create_task(w3(), name="48"))
                    T.append(G["47"].create_task(w0(), name="49"))
                    say("50", V.get())
                    await asyncio.sleep(1 / 32)
                    say("51")
                    say("52", await w3())
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                try:
                    F[2].add_done_callback(callback("54"))
                    say("55")
                finally:
                    say("56")
                    say("57", await w1())
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                say("59", await w3())
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 16)
                        say("61", await Steps(2))
                    except asyncio.CancelledError as error:
                        say("62", "swallowed", show(error))
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                G["64"] = g0(3)
                say("65", await anext(G["64"]))
                say("66", await G["64"].asend("66"))
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                T.append(loop.create_task(w4()))
            except Exception as error:
                say("68", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
