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
            await asyncio.sleep(1 / 16)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(0)
        say("3", "generator ended")


async def w3():
    async with Guard("4", False):
        say("5", await asyncio.gather(asyncio.sleep(0, "6"), asyncio.sleep(0, "7"), F[1]))
    try:
        async with asyncio.TaskGroup() as G["8"]:
            T.append(G["8"].create_task(asyncio.sleep(1 / 32, "9"), name="10"))
            T.append(G["8"].create_task(asyncio.sleep(0, "11"), name="12"))
            say("13", await asyncio.gather(asyncio.sleep(1 / 32, "14"), later(3)))
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        for _ in range(2):
            async with asyncio.timeout_at(loop.time() + 1 / 64) as G["16"]:
                loop.call_soon(raising("17"), 1, 2)
                await asyncio.sleep(1 / 32)
                say("18", "cancel", any_task(3).cancel("19"))
                G["16"].reschedule(loop.time() + 1 / 32)
                await asyncio.sleep(3 / 64)
                say("20")
            say("21", G["16"].expired())
            F[0].done() or F[0].set_result("22")
            await B.abort()
    except Exception as error:
        say("24", "went wrong", show(error))
    try:
        say("25", await asyncio.shield(asyncio.sleep(0, "26")))
    except Exception as error:
        say("27", "went wrong", show(error))
    return "28"


async def w2():
    G["29"] = g0(3)
    say("30", await anext(G["29"]))
    await asyncio.sleep(0)
    G["29"] = None
    say("32")
    return "33"


async def w1():
    async with asyncio.TaskGroup() as G["34"]:
        T.append(G["34"].create_task(asyncio.sleep(0, "35")))
        T.append(G["34"].create_task(w3(), name="36"))
        T.append(G["34"].create_task(w3(), name="37"))
        raise TimeoutError("38")
        say("39", any_task(3).exception())
        G["40"] = g0(2)
        say("41", await anext(G["40"]))
        say("42", await G["40"].aclose())
        G["40"] = None
    say("43", [x async for x in g0(2)])
    T.append(asyncio.create_task(w2()))
    return "44"


async def w0():
    try:
        say("45", await w3())
    except Exception as error:
        say("46", "went wrong", show(error))
    await asyncio.sleep(0)
    try:
        gathered = asyncio.gather(w2(), w3(), return_exceptions=True)
        await asyncio.sleep(1 / 16)
        say("47", gathered.cancel())
        say("47", await gathered)
    except Exception as error:
        say("48", "went wrong", show(error))
    try:
        async with asyncio.timeout(None) as G["49"]:
            try:
                await asyncio.sleep(1 / 32)
                say("50")
                loop.call_later(1 / 32, raising("51"), 1)
            finally:
                say("52")
            G["54"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w1()), asyncio.ensure_future(w2())]
            G["55"] = await asyncio.wait(G["54"], timeout=-1, return_when=asyncio.FIRST_COMPLETED)
            say("53", *map(names, G["55"]))
            for t in G["54"]:
                t.cancel()
            t = None
            del G["54"], G["55"]
        say("56", G["49"].expired())
    except Exception as error:
        say("57", "went wrong", show(error))
    try:
        say("58", await w1())
    except Exception as error:
        say("59", "went wrong", show(error))
    return "60"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("61", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                async with L:
                    say("63", [x async for x in g0(3)])
                    say("64", await later(4))
            except Exception as error:
                say("65", "went wrong", show(error))
            try:
                say("66", await Steps(2))
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                F[1].set_result("68")
            except Exception as error:
                say("69", "went wrong", show(error))
            E.set()
            try:
                say("71")
            except Exception as error:
                say("72", "went wrong", show(error))
            try:
                async with Guard("73", False):
                    say("74", "uncancel", any_task(0).uncancel())
                    G["76"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w1())]
                    G["77"] = await asyncio.wait(G["76"], timeout=1 / 32, return_when=asyncio.FIRST_COMPLETED)
                    say("75", *map(names, G["77"]))
                    for t in G["76"]:
                        t.cancel()
                    t = None
                    del G["76"], G["77"]
                    await asyncio.sleep(0)
            except Exception as error:
                say("78", "went wrong", show(error))
            try:
                say("79", await w3())
            except Exception as error:
                say("80", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
