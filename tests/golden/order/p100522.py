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
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 64)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("5", "generator ends")
        await asyncio.sleep(1 / 8)
        say("6", "generator ended")


async def w2():
    async with Guard("7", False):
        say("8", await Steps(0))
        say("9", await later(3))
    say("10", await later(5))
    return "11"


async def w1():
    async with C:
        C.notify()
        await asyncio.sleep(0)
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            loop.call_soon(lambda: say("13", V.get()))
        except asyncio.CancelledError as error:
            say("14", "swallowed", show(error))
    return "15"


async def w0():
    try:
        T.append(asyncio.create_task(w2()))
        say("16", await later(3))
        await asyncio.sleep(1 / 8)
    except TimeoutError as error:
        say("17", "caught", show(error))
        raise ValueError("18")
    say("19", V.get())
    try:
        added = callback("20")
        any_task(3).add_done_callback(added)
        await asyncio.sleep(1 / 32)
        say("20", any_task(3).remove_done_callback(added))
    except BaseException as error:
        say("21", "caught", show(error))
        raise
    any_task(4).add_done_callback(callback("22"))
    return "23"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    F[0].set_result("24")
                finally:
                    say("25")
                    say("26", await w2())
            except Exception as error:
                say("27", "went wrong", show(error))
            try:
                say("28", await later(3))
            except Exception as error:
                say("29", "went wrong", show(error))
            try:
                G["31"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(w0())]
                G["32"] = await asyncio.wait(G["31"], timeout=1 / 16, return_when=asyncio.FIRST_EXCEPTION)
                say("30", *map(names, G["32"]))
                del G["31"], G["32"]
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                say("34")
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                G["36"] = g1(1)
                say("37", await anext(G["36"]))
                await asyncio.sleep(1 / 32)
                say("39")
                G["36"] = None
            except Exception as error:
                say("40", "went wrong", show(error))
            async with L:
                say("41", await w0())
                say("42", await w1())
            try:
                async with L:
                    say("43", await w2())
                    G["45"] = [asyncio.ensure_future(F[0])]
                    G["46"] = await asyncio.wait(G["45"], timeout=1 / 16, return_when=asyncio.ALL_COMPLETED)
                    say("44", *map(names, G["46"]))
                    for t in G["45"]:
                        t.cancel()
                    t = None
                    del G["45"], G["46"]
            except Exception as error:
                say("47", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
