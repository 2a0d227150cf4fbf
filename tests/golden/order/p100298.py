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
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("3", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("4", "generator ends")


async def w3():
    try:
        say("5", "cancel", any_task(0).cancel())
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        say("7", {x: 1 async for x in g1(1) if x != 1})
    except Exception as error:
        say("8", "went wrong", show(error))
    try:
        loop.call_at(loop.time() + 1 / 4, callback("9"))
        say("10", names(asyncio.all_tasks()))
    except Exception as error:
        say("11", "caught", show(error))
    return "12"


async def w2():
    try:
        await asyncio.sleep(1 / 32)
        say("13")
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 64)
        say("15")
    except Exception as error:
        say("16", "went wrong", show(error))
    return "17"


async def w1():
    try:
        try:
            say("18", "uncancel", any_task(3).uncancel())
            say("19", await S.acquire())
            try:
                say("20", await E.wait())
            finally:
                S.release()
        except Exception as error:
            say("21", "caught", show(error))
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 8)
        say("23")
    except Exception as error:
        say("24", "went wrong", show(error))
    T.append(asyncio.create_task(w2(), name="25"))
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 16)
            await B.reset()
        except asyncio.CancelledError as error:
            say("27", "swallowed", show(error))
    try:
        try:
            loop.call_later(0, callback("28"), 1)
        except TimeoutError as error:
            say("29", "caught", show(error))
    except Exception as error:
        say("30", "went wrong", show(error))
    return "31"


async def w0():
    try:
        async with asyncio.timeout(None) as G["32"]:
            async with asyncio.TaskGroup() as G["33"]:
                T.append(G["33"].create_task(w3()))
                T.append(G["33"].create_task(w2(), name="34"))
                say("35", B.n_waiting, B.broken, B.parties)
            async with Guard("36", False):
                G["37"] = g0(2)
                say("38", await anext(G["37"]))
                say("39", await G["37"].athrow(ValueError("39")))
                G["37"] = None
                say("40", "uncancel", any_task(1).uncancel())
            G["32"].reschedule(loop.time() + 1 / 32)
            await asyncio.sleep(0)
        say("41", G["32"].expired())
    except Exception as error:
        say("42", "went wrong", show(error))
    try:
        say("43", await L.acquire())
        try:
            T.append(asyncio.ensure_future(w3()))
            async with Guard("44", True):
                G["45"] = g0(3)
                say("46", await anext(G["45"]))
                T.append(asyncio.ensure_future(anext(G["45"], "47")))
                await asyncio.sleep(1 / 16)
                say("47", await G["45"].aclose())
                G["45"] = None
                say("48", "cancel", any_task(1).cancel())
                await asyncio.sleep(1 / 32)
            await B.reset()
        finally:
            L.release()
    except Exception as error:
        say("50", "went wrong", show(error))
    async with asyncio.TaskGroup() as G["51"]:
        T.append(G["51"].create_task(asyncio.sleep(1 / 32, "52")))
        T.append(G["51"].create_task(w3()))
        await asyncio.sleep(1 / 32)
        say("53")
        async with asyncio.timeout(-1) as G["54"]:
            G["57"] = [asyncio.ensure_future(asyncio.sleep(1 / 8, "56"))]
            G["58"] = await asyncio.wait(G["57"], timeout=0, return_when=asyncio.FIRST_COMPLETED)
            say("55", *map(names, G["58"]))
            del G["57"], G["58"]
        say("59", G["54"].expired())
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("60", await later(4))
            except asyncio.CancelledError as error:
                say("61", "swallowed", show(error))
    return "62"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("63", await w0())
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                F[0].set_result("65")
            except Exception as error:
                say("66", "went wrong", show(error))
            try:
                G["68"] = [asyncio.ensure_future(F[0])]
                G["69"] = await asyncio.wait(G["68"], timeout=1 / 16, return_when=asyncio.FIRST_COMPLETED)
                say("67", *map(names, G["69"]))
                del G["68"], G["69"]
            except Exception as error:
                say("70", "went wrong", show(error))
            say("71", F[1].cancel())
            try:
                say("72", await later(1))
            except Exception as error:
                say("73", "went wrong", show(error))
            try:
                say("74")
            except Exception as error:
                say("75", "went wrong", show(error))
            try:
                async with L:
                    F[2] = loop.create_future()
                    T.append(asyncio.create_task(w2(), name="77"))
                    say("78", "uncancel", any_task(2).uncancel())
            except Exception as error:
                say("79", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w1()))


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
