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


async def w3():
    async with S:
        async with L:
            any_task(1).add_done_callback(callback("1"))
            async with asyncio.timeout(0) as G["2"]:
                await asyncio.sleep(3 / 64)
            say("3", G["2"].expired())
        say("4", "cancel", any_task(2).cancel())
    say("5", "cancel", any_task(5).cancel("6"))
    return "7"


async def w2():
    async with C:
        C.notify()
        say("9", await asyncio.gather(w3(), later(4)))
    try:
        await asyncio.sleep(0)
        say("10", "uncancel", asyncio.current_task().uncancel())
    finally:
        say("11")
        await asyncio.sleep(1 / 64)
        say("12")
    async with Guard("13", False):
        T.append(asyncio.ensure_future(asyncio.sleep(3 / 64, "14")))
    G["17"] = [asyncio.ensure_future(F[1])]
    G["18"] = await asyncio.wait(G["17"], timeout=0, return_when=asyncio.FIRST_EXCEPTION)
    say("16", *map(names, G["18"]))
    for t in G["17"]:
        t.cancel()
    t = None
    del G["17"], G["18"]
    return "19"


async def w1():
    say("20")
    try:
        say("21", await asyncio.wait_for(w3(), None))
    finally:
        say("22")
        await asyncio.sleep(0)
        say("23")
    for _ in range(3):
        try:
            say("24", await B.wait())
            say("25", await B.wait())
            for _ in range(2):
                E.clear()
        except BaseException as error:
            say("27", "caught", show(error))
            raise
    return "28"


async def w0():
    try:
        async with asyncio.TaskGroup() as G["29"]:
            T.append(G["29"].create_task(w1(), name="30"))
            T.append(G["29"].create_task(w1()))
            say("31", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("32", "went wrong", show(error))
    try:
        async with L:
            await B.abort()
            say("34")
            async with asyncio.timeout_at(loop.time() + 1 / 32) as G["35"]:
                say("36", await w3())
                G["35"].reschedule(loop.time() + 3 / 64)
                await asyncio.sleep(3 / 64)
            say("37", G["35"].expired())
    except Exception as error:
        say("38", "went wrong", show(error))
    return "39"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            F[0].set_result("40")
            try:
                say("41", await asyncio.shield(w0()))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                say("43", V.get())
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                G["46"] = [asyncio.ensure_future(w0())]
                G["47"] = await asyncio.wait(G["46"], timeout=0, return_when=asyncio.FIRST_EXCEPTION)
                say("45", *map(names, G["47"]))
                for t in G["46"]:
                    t.cancel()
                t = None
                del G["46"], G["47"]
            except Exception as error:
                say("48", "went wrong", show(error))
            loop.call_at(loop.time() + 1 / 64, raising("49"))
            try:
                say("50", await asyncio.wait_for(F[2], 1 / 32))
            except Exception as error:
                say("51", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
