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
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")


async def w4():
    async with Guard("3", True):
        async for task in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 32, "4")), asyncio.create_task(asyncio.sleep(1 / 32, "5")), asyncio.create_task(asyncio.sleep(0, "6"))]):
            say("7", task.get_name(), state(task))
    say("8", "cancel", any_task(5).cancel("9"))
    return "10"


async def w3():
    try:
        async with asyncio.timeout(1 / 64) as G["11"]:
            say("12", await Q.put(7))
            async with asyncio.timeout(0) as G["13"]:
                say("14", await later(2))
                await asyncio.sleep(0)
                say("15")
                say("16", await B.wait())
            say("17", G["13"].expired())
            say("18", await B.wait())
        say("19", G["11"].expired())
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        context = contextvars.copy_context()
        context.run(V.set, "21")
        T.append(asyncio.create_task(w4(), context=context))
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        async with asyncio.timeout(1 / 64) as G["23"]:
            async with asyncio.TaskGroup() as G["24"]:
                T.append(G["24"].create_task(asyncio.sleep(1 / 8, "25")))
                T.append(G["24"].create_task(w4()))
                say("26", await later(3))
                await asyncio.sleep(1 / 32)
            async with asyncio.timeout(None) as G["27"]:
                loop.call_at(loop.time() + 0, raising("28"))
                F[1].done() or F[1].set_result("29")
            say("30", G["27"].expired())
        say("31", G["23"].expired())
    except Exception as error:
        say("32", "went wrong", show(error))
    return "33"


async def w2():
    try:
        async with asyncio.timeout(0) as G["34"]:
            async with C:
                say("35", await C.wait())
                say("36", [x async for x in g0(2)])
            context = contextvars.copy_context()
            context.run(V.set, "37")
            T.append(asyncio.create_task(w4(), context=context))
            say("38", any_task(4).done(), any_task(4).cancelled())
        say("39", G["34"].expired())
    except Exception as error:
        say("40", "went wrong", show(error))
    T.append(asyncio.create_task(w3(), name="41"))
    return "42"


async def w1():
    E.set()
    F[0].add_done_callback(callback("44"))
    loop.call_at(loop.time() + 0, callback("45"))
    say("46")
    say("47", await later(0))
    return "48"


async def w0():
    await asyncio.sleep(1 / 32)
    say("49")
    say("50", await B.wait())
    T.append(loop.create_task(w3()))
    for _ in range(2):
        await asyncio.sleep(3 / 64)
        say("51")
        say("52", await F[0])
        async with asyncio.timeout(0) as G["53"]:
            T.append(asyncio.create_task(w2()))
        say("54", G["53"].expired())
    return "55"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            say("56", "uncancel", asyncio.current_task().uncancel())
            E.set()
            G["58"] = g0(2)
            say("59", await G["58"].aclose())
            G["58"] = None
            try:
                say("60", {x: 1 async for x in g0(2) if x != 1})
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["62"]:
                    T.append(G["62"].create_task(w4(), name="63"))
                    T.append(G["62"].create_task(w1(), name="64"))
                    say("65", await w2())
                    say("66")
                    say("67", await asyncio.sleep(1 / 8, "68"))
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                async with S:
                    await B.abort()
                    T.append(asyncio.ensure_future(w3()))
                    say("72", await later(4))
            except Exception as error:
                say("73", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 32)
                say("74")
            except Exception as error:
                say("75", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
