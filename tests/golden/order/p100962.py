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
        await asyncio.sleep(1 / 4)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w2():
    async with asyncio.timeout_at(loop.time() + 3 / 64) as G["6"]:
        G["7"] = g1(3)
        say("8", await anext(G["7"]))
        say("9", await G["7"].aclose())
        G["7"] = None
    say("10", G["6"].expired())
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 4)
            say("11", any_task(5).cancelling())
        except asyncio.CancelledError as error:
            say("12", "swallowed", show(error))
    say("13", await asyncio.sleep(1 / 4, "14"))
    return "15"


async def w1():
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            say("16", "uncancel", asyncio.current_task().uncancel())
        except asyncio.CancelledError as error:
            say("17", "swallowed", show(error))
    await B.abort()
    return "19"


async def w0():
    async with Guard("20", False):
        say("21")
        async for task in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w1()), asyncio.create_task(w1())]):
            say("22", task.get_name(), state(task))
    raise Oops("23")
    for _ in range(3):
        say("24", await later(2))
    loop.call_soon(lambda: say("25", V.get()))
    try:
        say("26")
        added = callback("27")
        F[0].add_done_callback(added)
        await asyncio.sleep(1 / 4)
        say("27", F[0].remove_done_callback(added))
    except TimeoutError as error:
        say("28", "caught", show(error))
        raise
    return "29"


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
            try:
                async with asyncio.timeout_at(loop.time() + 1 / 32) as G["30"]:
                    say("31", await later(4))
                    say("32", await w1())
                    await asyncio.sleep(1 / 16)
                    say("33")
                say("34", G["30"].expired())
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                say("36", "uncancel", any_task(4).uncancel())
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                G["39"] = [asyncio.ensure_future(F[1])]
                G["40"] = await asyncio.wait(G["39"], timeout=1 / 16, return_when=asyncio.ALL_COMPLETED)
                say("38", *map(names, G["40"]))
                del G["39"], G["40"]
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                try:
                    say("42", [await w0() for _ in range(2)])
                    say("43", "cancel", any_task(4).cancel("44"))
                    any_task(4).cancel()
                finally:
                    say("45")
                    say("46", "uncancel", any_task(2).uncancel())
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                say("48", await asyncio.wait_for(w1(), 1 / 16))
                async for task in asyncio.as_completed([asyncio.create_task(w1()), asyncio.create_task(w0())], timeout=1 / 32):
                    say("49", task.get_name(), state(task))
            finally:
                say("50")
            V.set("51")
            try:
                say("52", await w0())
            except Exception as error:
                say("53", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
