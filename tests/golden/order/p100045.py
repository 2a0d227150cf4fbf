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


async def w3():
    try:
        T.append(asyncio.create_task(asyncio.sleep(1 / 32, "3")))
    except Exception as error:
        say("4", "went wrong", show(error))
    try:
        F[1] = loop.create_future()
    except Exception as error:
        say("6", "went wrong", show(error))
    return "7"


async def w2():
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            G["8"] = g0(2)
            say("9", await anext(G["8"]))
            await asyncio.sleep(0)
            say("11")
            G["8"] = None
        except asyncio.CancelledError as error:
            say("12", "swallowed", show(error))
    say("13", await L.acquire())
    try:
        T.append(asyncio.create_task(w3(), name="14"))
        say("15", await w3())
    finally:
        L.release()
    try:
        say("16", await w3())
    finally:
        say("17")
        say("18", "cancel", any_task(5).cancel("19"))
    async with Guard("20", False):
        say("21", [await w3() for _ in range(2)])
        try:
            async for item in g0(2):
                say("22", item)
                say("23", await w3())
                break
        finally:
            say("24")
            try:
                say("25", await B.wait())
                say("26", await asyncio.sleep(3 / 64, "27"))
                say("28", Q.qsize(), Q.empty(), Q.full())
            except (KeyError, RuntimeError) as error:
                say("29", "caught", show(error))
                say("30", await Bad())
    say("31", F[1].cancel())
    return "32"


async def w1():
    async with Guard("33", False):
        async with asyncio.timeout_at(loop.time() + 1 / 32) as G["34"]:
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 32)
                    say("35", await w3())
                except asyncio.CancelledError as error:
                    say("36", "swallowed", show(error))
        say("37", G["34"].expired())
        say("38", [x async for x in g0(3)])
    any_task(0).add_done_callback(callback("39"))
    say("40", "cancel", any_task(4).cancel("41"))
    return "42"


async def w0():
    say("43", await asyncio.wait_for(w1(), 1 / 16))
    G["44"] = g0(3)
    say("45", await anext(G["44"]))
    T.append(asyncio.ensure_future(anext(G["44"], "46")))
    await asyncio.sleep(1 / 32)
    say("46", await G["44"].aclose())
    G["44"] = None
    say("47", [x async for x in g0(3)])
    say("48", await L.acquire())
    try:
        async with C:
            say("49", await C.wait())
            say("50", await w1())
        async with asyncio.timeout(1 / 16) as G["51"]:
            T.append(asyncio.create_task(asyncio.sleep(1 / 16, "52")))
        say("53", G["51"].expired())
    finally:
        L.release()
    say("54", await w2())
    return "55"


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
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                async with C:
                    C.notify_all()
                    say("58", await later(0))
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                loop.call_later(1 / 32, callback("60"), 1)
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                G["63"] = [asyncio.ensure_future(later(2)), asyncio.ensure_future(later(5)), asyncio.ensure_future(w1())]
                G["64"] = await asyncio.wait(G["63"], timeout=-1, return_when=asyncio.ALL_COMPLETED)
                say("62", *map(names, G["64"]))
                del G["63"], G["64"]
            except Exception as error:
                say("65", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
