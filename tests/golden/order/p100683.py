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
    async with L:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 64)
                say("1", V.get())
            except asyncio.CancelledError as error:
                say("2", "swallowed", show(error))
    await B.reset()
    gathered = asyncio.gather(asyncio.sleep(1 / 32, "5"), return_exceptions=True)
    await asyncio.sleep(0)
    say("4", gathered.cancel())
    say("4", await gathered)
    say("6", await asyncio.wait_for(asyncio.sleep(1 / 16, "7"), -1))
    say("8", await F[2])
    return "9"


async def w3():
    try:
        F[0].set_result("10")
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 8)
        say("12")
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w2():
    try:
        say("15", await asyncio.wait_for(F[2], 0))
        say("16", await Bad())
    except ValueError as error:
        say("17", "caught", show(error))
        raise RuntimeError("18") from error
    E.set()
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 32)
            V.set("20")
        except asyncio.CancelledError as error:
            say("21", "swallowed", show(error))
    await asyncio.sleep(1 / 64)
    say("22")
    say("23", await L.acquire())
    try:
        try:
            G["25"] = [asyncio.ensure_future(F[0])]
            G["26"] = await asyncio.wait(G["25"], timeout=1 / 64, return_when=asyncio.ALL_COMPLETED)
            say("24", *map(names, G["26"]))
            for t in G["25"]:
                t.cancel()
            t = None
            del G["25"], G["26"]
            async for task in asyncio.as_completed([asyncio.create_task(w3())]):
                say("27", task.get_name(), state(task))
            loop.call_soon(lambda: say("28", V.get()))
        except TimeoutError as error:
            say("29", "caught", show(error))
            raise RuntimeError("30") from error
        say("31", await later(1))
        say("32", "cancel", any_task(1).cancel())
    finally:
        L.release()
    return "33"


async def w1():
    await asyncio.sleep(0)
    say("34")
    say("35", await w4())
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            loop.call_at(loop.time() + 1 / 16, callback("36"))
        except asyncio.CancelledError as error:
            say("37", "swallowed", show(error))
    await B.abort()
    return "39"


async def w0():
    try:
        say("40", await asyncio.wait_for(w3(), 3 / 64))
    except Exception as error:
        say("41", "went wrong", show(error))
    try:
        say("42", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("43", "went wrong", show(error))
    try:
        say("44", "cancel", any_task(0).cancel("45"))
    except Exception as error:
        say("46", "went wrong", show(error))
    handle = loop.call_later(0, raising("47"), 1)
    await asyncio.sleep(1 / 32)
    handle.cancel()
    say("47", handle.cancelled())
    try:
        say("48", [await w1() for _ in range(2)])
        async with asyncio.timeout(1 / 8) as G["49"]:
            for _ in range(3):
                say("50", await later(2))
                say("51", await B.wait())
                await asyncio.sleep(1 / 64)
                say("52")
        say("53", G["49"].expired())
        await asyncio.sleep(3 / 64)
    except BaseException as error:
        say("54", "caught", show(error))
        for _ in range(2):
            say("55", await asyncio.sleep(1 / 64, "56"))
            for _ in range(3):
                say("57", await F[2])
                await asyncio.sleep(0)
                say("58")
            say("59", await later(5))
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
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            for _ in range(3):
                await asyncio.sleep(0)
                say("61")
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 4)
                        say("62", await asyncio.gather(w4()))
                    except asyncio.CancelledError as error:
                        say("63", "swallowed", show(error))
            any_task(4).add_done_callback(callback("64"))
            try:
                say("65", await asyncio.gather(w1(), later(5), later(5)))
            except Exception as error:
                say("66", "went wrong", show(error))
            say("67", await asyncio.wait_for(w2(), -1))
            say("68", await Q.join())
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 16)
                        say("69", [await w4() for _ in range(2)])
                    except asyncio.CancelledError as error:
                        say("70", "swallowed", show(error))
            except Exception as error:
                say("71", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
