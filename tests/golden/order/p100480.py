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
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(3 / 64)
            got = yield i
            say("3", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("4", "generator ends")


async def w4():
    say("5", await asyncio.wait_for(F[0], 0))
    await asyncio.sleep(1 / 16)
    any_task(3).add_done_callback(callback("6"))
    return "7"


async def w3():
    try:
        say("8", await w4())
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 8)
    except Exception as error:
        say("10", "went wrong", show(error))
    try:
        say("11", await asyncio.gather(w4(), F[0], w4()))
    except Exception as error:
        say("12", "went wrong", show(error))
    say("13", await asyncio.gather(return_exceptions=True))
    try:
        say("14", state(F[1]))
    except Exception as error:
        say("15", "went wrong", show(error))
    return "16"


async def w2():
    await asyncio.sleep(1 / 16)
    try:
        G["17"] = g1(3)
        say("18", await anext(G["17"]))
        say("19", await anext(G["17"], "none"))
        G["17"] = None
    except Exception as error:
        say("20", "went wrong", show(error))
    return "21"


async def w1():
    try:
        async with asyncio.TaskGroup() as G["22"]:
            T.append(G["22"].create_task(asyncio.sleep(1 / 8, "23")))
            say("24", await asyncio.gather(w3(), later(2), F[1]))
            async with asyncio.timeout(3 / 64) as G["25"]:
                say("26", await later(5))
                T.append(loop.create_task(w3()))
                gathered = asyncio.gather(F[1], later(2), F[0], return_exceptions=True)
                await asyncio.sleep(3 / 64)
                say("27", gathered.cancel())
                say("27", await gathered)
            say("28", G["25"].expired())
            say("29", "cancel", any_task(2).cancel())
            any_task(2).cancel()
    except Exception as error:
        say("30", "went wrong", show(error))
    any_task(2).add_done_callback(callback("31"))
    await asyncio.sleep(1 / 16)
    say("32")
    return "33"


async def w0():
    added = callback("34")
    F[2].add_done_callback(added)
    await asyncio.sleep(1 / 16)
    say("34", F[2].remove_done_callback(added))
    say("35")
    T.append(loop.create_task(w3()))
    await asyncio.sleep(0)
    return "36"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    await asyncio.sleep(1 / 8)
                    say("37")
                    await B.reset()
                    await asyncio.sleep(1 / 16)
                except Exception as error:
                    say("39", "caught", show(error))
                    raise
            except Exception as error:
                say("40", "went wrong", show(error))
            try:
                say("41", state(F[2]))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                F[1].done() or F[1].set_exception(ValueError("43"))
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45", [x async for x in g1(3)])
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                try:
                    say("47", await asyncio.wait_for(w0(), 1 / 64))
                    say("48")
                    say("49")
                finally:
                    say("50")
                    G["51"] = g0(3)
                    say("52", await anext(G["51"]))
                    say("53", await anext(G["51"], "none"))
                    G["51"] = None
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                async with L:
                    handle = loop.call_at(loop.time() + 0, callback("55"))
                    await asyncio.sleep(1 / 32)
                    handle.cancel()
                    say("55", handle.cancelled())
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w2(), name="57"))
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                say("59")
            except Exception as error:
                say("60", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
