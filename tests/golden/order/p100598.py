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
            await asyncio.sleep(1 / 64)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w3():
    try:
        async with S:
            say("3")
            await asyncio.sleep(1 / 64)
    finally:
        say("4")
        async with asyncio.TaskGroup() as G["5"]:
            T.append(G["5"].create_task(asyncio.sleep(1 / 64, "6")))
            T.append(G["5"].create_task(asyncio.sleep(1 / 32, "7")))
            say("8", "uncancel", asyncio.current_task().uncancel())
    say("9", await asyncio.sleep(0, "10"))
    loop.call_soon(raising("11"), 1, 2)
    await asyncio.sleep(1 / 16)
    say("12")
    return "13"


async def w2():
    try:
        say("14", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        say("16", B.n_waiting, B.broken, B.parties)
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        async with C:
            say("18", await C.wait_for(E.is_set))
            say("19", [x async for x in g0(3)])
    except Exception as error:
        say("20", "went wrong", show(error))
    return "21"


async def w1():
    say("22", "uncancel", asyncio.current_task().uncancel())
    F[1].done() or F[1].set_result("23")
    G["25"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(F[2])]
    G["26"] = await asyncio.wait(G["25"], timeout=-1, return_when=asyncio.FIRST_EXCEPTION)
    say("24", *map(names, G["26"]))
    del G["25"], G["26"]
    T.append(asyncio.create_task(w2()))
    async with asyncio.TaskGroup() as G["27"]:
        T.append(G["27"].create_task(w2()))
        T.append(G["27"].create_task(w3(), name="28"))
        T.append(G["27"].create_task(w3()))
        say("29", [x async for x in g0(3)])
        say("30", F[1].cancel())
        async with asyncio.TaskGroup() as G["31"]:
            T.append(G["31"].create_task(w3()))
            F[2] = loop.create_future()
    return "33"


async def w0():
    E.set()
    try:
        say("35", await asyncio.wait_for(F[0], None))
    except Exception as error:
        say("36", "went wrong", show(error))
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(w1()), asyncio.create_task(asyncio.sleep(1 / 64, "37"))], timeout=1 / 32):
            say("38", await next_one)
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        say("40")
    except Exception as error:
        say("41", "went wrong", show(error))
    return "42"


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
            async with asyncio.TaskGroup() as G["43"]:
                T.append(G["43"].create_task(w2()))
                T.append(G["43"].create_task(asyncio.sleep(0, "44")))
                T.append(G["43"].create_task(w3()))
                async for item in g0(3):
                    say("45", item)
                    loop.call_later(1 / 16, raising("46"), 1)
                loop.call_soon(callback("47"), 1, 2)
                async with asyncio.TaskGroup() as G["48"]:
                    T.append(G["48"].create_task(asyncio.sleep(1 / 32, "49")))
                    say("50", await later(1))
                    say("51")
                    await asyncio.sleep(1 / 32)
            try:
                async with asyncio.TaskGroup() as G["52"]:
                    T.append(G["52"].create_task(w3()))
                    context = contextvars.copy_context()
                    context.run(V.set, "53")
                    T.append(asyncio.create_task(w0(), context=context))
                    await B.reset()
                    say("55", B.n_waiting, B.broken, B.parties)
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                await asyncio.sleep(0)
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                async with C:
                    C.notify()
                    say("59", "cancel", any_task(0).cancel("60"))
            except Exception as error:
                say("61", "went wrong", show(error))
            say("62", await Steps(2))
            try:
                async with asyncio.timeout_at(loop.time() + -1) as G["63"]:
                    say("64", await asyncio.gather(F[0]))
                say("65", G["63"].expired())
            except Exception as error:
                say("66", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
