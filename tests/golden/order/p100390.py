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
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")


async def w2():
    try:
        say("5", await asyncio.wait_for(F[1], 1 / 8))
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        G["9"] = [asyncio.ensure_future(asyncio.sleep(0, "8")), asyncio.ensure_future(F[1])]
        G["10"] = await asyncio.wait(G["9"], timeout=1 / 16, return_when=asyncio.FIRST_EXCEPTION)
        say("7", *map(names, G["10"]))
        del G["9"], G["10"]
    except Exception as error:
        say("11", "went wrong", show(error))
    G["12"] = g1(2)
    say("13", await anext(G["12"]))
    say("14", await anext(G["12"], "none"))
    G["12"] = None
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 64, "15")), asyncio.create_task(asyncio.sleep(0, "16")), asyncio.create_task(asyncio.sleep(1 / 32, "17"))]):
            say("18", await next_one)
    except Exception as error:
        say("19", "went wrong", show(error))
    return "20"


async def w1():
    async with C:
        say("21", await C.wait())
        say("22", await asyncio.wait_for(F[2], 0))
    say("23", "uncancel", any_task(0).uncancel())
    async with L:
        say("24")
        G["25"] = g0(2)
        say("26", await anext(G["25"]))
        G["25"] = None
    say("28", await w2())
    return "29"


async def w0():
    try:
        async for item in g1(3):
            say("30", item)
            say("31", "cancel", any_task(2).cancel())
            break
    except Exception as error:
        say("32", "went wrong", show(error))
    try:
        say("33", B.n_waiting, B.broken, B.parties)
    except Exception as error:
        say("34", "went wrong", show(error))
    try:
        try:
            await asyncio.sleep(0)
            say("35")
            say("36", any_task(5).exception())
            try:
                G["38"] = [asyncio.ensure_future(w1())]
                G["39"] = await asyncio.wait(G["38"], timeout=-1, return_when=asyncio.FIRST_COMPLETED)
                say("37", *map(names, G["39"]))
                del G["38"], G["39"]
                say("40", any_task(3).cancelling())
            except Exception as error:
                say("41", "caught", show(error))
                raise RuntimeError("42") from error
        except TimeoutError as error:
            say("43", "caught", show(error))
            loop.call_soon(callback("44"), 1, 2)
    except Exception as error:
        say("45", "went wrong", show(error))
    try:
        async with S:
            say("46", await B.wait())
            say("47")
    except Exception as error:
        say("48", "went wrong", show(error))
    return "49"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(3):
                    say("50", await Steps(2))
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 32)
                say("52")
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                raise KeyError("54")
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                G["56"] = g1(1)
                say("57", await anext(G["56"]))
                T.append(asyncio.ensure_future(anext(G["56"], "58")))
                await asyncio.sleep(1 / 4)
                say("58", await G["56"].aclose())
                G["56"] = None
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                say("60", await w0())
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                async for task in asyncio.as_completed([asyncio.create_task(w0())], timeout=1 / 32):
                    say("62", task.get_name(), state(task))
            except Exception as error:
                say("63", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
