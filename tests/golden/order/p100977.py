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


async def w2():
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 16)
                say("3", [x async for x in g0(1)])
            except asyncio.CancelledError as error:
                say("4", "swallowed", show(error))
    except Exception as error:
        say("5", "went wrong", show(error))
    try:
        try:
            say("6", "cancel", any_task(5).cancel())
        except (KeyError, RuntimeError) as error:
            say("7", "caught", show(error))
            raise RuntimeError("8") from error
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        G["12"] = [asyncio.ensure_future(later(4)), asyncio.ensure_future(F[0]), asyncio.ensure_future(asyncio.sleep(0, "11"))]
        G["13"] = await asyncio.wait(G["12"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
        say("10", *map(names, G["13"]))
        for t in G["12"]:
            t.cancel()
        t = None
        del G["12"], G["13"]
    except Exception as error:
        say("14", "went wrong", show(error))
    return "15"


async def w1():
    try:
        G["17"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w2())]
        G["18"] = await asyncio.wait(G["17"], timeout=1 / 8, return_when=asyncio.ALL_COMPLETED)
        say("16", *map(names, G["18"]))
        del G["17"], G["18"]
    except Exception as error:
        say("19", "went wrong", show(error))
    say("20", await L.acquire())
    try:
        say("21", await asyncio.wait_for(w2(), 3 / 64))
        E.set()
        say("23")
    finally:
        L.release()
    try:
        T.append(asyncio.create_task(w2(), name="24"))
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 4)
        say("26")
    except Exception as error:
        say("27", "went wrong", show(error))
    return "28"


async def w0():
    async with asyncio.timeout(None) as G["29"]:
        T.append(asyncio.create_task(w1()))
        say("30")
    say("31", G["29"].expired())
    any_task(1).add_done_callback(callback("32"))
    handle = loop.call_later(3 / 64, raising("33"), 1)
    await asyncio.sleep(0)
    handle.cancel()
    say("33", handle.cancelled())
    say("34", await w2())
    return "35"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(0)
                say("36")
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                say("38", state(F[1]))
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                say("40", names(asyncio.all_tasks()))
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                say("42", await asyncio.gather(w1(), return_exceptions=True))
            except Exception as error:
                say("43", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w0()))


asyncio.run(main())
print("over")
