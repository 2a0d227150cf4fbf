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


async def w4():
    T.append(loop.create_task(asyncio.sleep(0, "1"), name="2"))
    E.set()
    try:
        say("4")
        async with C:
            C.notify()
            say("6", await later(0))
        async with asyncio.TaskGroup() as G["7"]:
            T.append(G["7"].create_task(asyncio.sleep(0, "8")))
            T.append(G["7"].create_task(asyncio.sleep(3 / 64, "9")))
            T.append(G["7"].create_task(asyncio.sleep(0, "10"), name="11"))
            say("12")
    finally:
        say("13")
        await asyncio.sleep(1 / 8)
        say("14")
    say("15", await Q.put(5))
    async for task in asyncio.as_completed([asyncio.create_task(asyncio.sleep(0, "16")), asyncio.create_task(asyncio.sleep(1 / 32, "17"))], timeout=1 / 32):
        say("18", task.get_name(), state(task))
    return "19"


async def w3():
    await asyncio.sleep(0)
    async with asyncio.timeout(0) as G["20"]:
        say("21", await later(1))
    say("22", G["20"].expired())
    say("23", await later(1))
    await asyncio.sleep(1 / 64)
    say("24")
    return "25"


async def w2():
    for _ in range(3):
        try:
            T.append(asyncio.ensure_future(asyncio.sleep(1 / 16, "26")))
            try:
                G["29"] = [asyncio.ensure_future(later(2))]
                G["30"] = await asyncio.wait(G["29"], timeout=3 / 64, return_when=asyncio.FIRST_EXCEPTION)
                say("28", *map(names, G["30"]))
                del G["29"], G["30"]
            except asyncio.CancelledError as error:
                say("31", "caught", show(error))
                say("32", state(any_task(4)))
            say("33", await asyncio.wait_for(w4(), 3 / 64))
        except TimeoutError as error:
            say("34", "caught", show(error))
    T.append(loop.create_task(w3(), name="35"))
    return "36"


async def w1():
    try:
        say("37", await Bad())
    except Exception as error:
        say("38", "went wrong", show(error))
    say("39", await asyncio.wait_for(F[1], 0))
    return "40"


async def w0():
    try:
        say("41", [await w1() for _ in range(2)])
    except Exception as error:
        say("42", "went wrong", show(error))
    try:
        async with asyncio.TaskGroup() as G["43"]:
            T.append(G["43"].create_task(w4()))
            T.append(G["43"].create_task(w2()))
            T.append(G["43"].create_task(w1()))
            for _ in range(2):
                T.append(asyncio.create_task(asyncio.sleep(0, "44")))
    except Exception as error:
        say("45", "went wrong", show(error))
    try:
        V.set("46")
    except Exception as error:
        say("47", "went wrong", show(error))
    try:
        V.set("48")
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        say("50", await w1())
    except Exception as error:
        say("51", "went wrong", show(error))
    return "52"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    await asyncio.sleep(0)
                    say("53")
                except TimeoutError as error:
                    say("54", "caught", show(error))
                    raise
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                say("56", await later(3))
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                say("58", await Q.put(1))
            except Exception as error:
                say("59", "went wrong", show(error))
            say("60", [await asyncio.sleep(1 / 16, "61") for _ in range(2)])
            async with asyncio.TaskGroup() as G["62"]:
                T.append(G["62"].create_task(w1()))
                T.append(G["62"].create_task(w2(), name="63"))
                V.set("64")
            gathered = asyncio.gather(later(2), return_exceptions=True)
            await asyncio.sleep(1 / 4)
            say("65", gathered.cancel())
            say("65", await gathered)
            try:
                try:
                    F[2] = loop.create_future()
                    await asyncio.sleep(0)
                    say("67", "cancel", any_task(3).cancel("68"))
                except asyncio.CancelledError as error:
                    say("69", "caught", show(error))
            except Exception as error:
                say("70", "went wrong", show(error))
            await asyncio.sleep(0)
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
