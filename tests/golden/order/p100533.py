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


tells = True


async def g0(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")


async def w3():
    try:
        say("3", await later(5))
    except Exception as error:
        say("4", "went wrong", show(error))
    T.append(asyncio.create_task(asyncio.sleep(0, "5"), name="6"))
    try:
        E.clear()
    except Exception as error:
        say("8", "went wrong", show(error))
    return "9"


async def w2():
    try:
        F[0].done() or F[0].set_result("10")
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        async with C:
            say("12", await C.wait())
            async with Guard("13", False):
                say("14")
                G["15"] = g0(2)
                say("16", await anext(G["15"]))
                say("17", await G["15"].asend("17"))
                G["15"] = None
                E.set()
    except Exception as error:
        say("19", "went wrong", show(error))
    return "20"


async def w1():
    try:
        for _ in range(3):
            async with L:
                say("21", "cancel", any_task(3).cancel("22"))
                say("23", await w2())
                say("24")
            say("25", "cancel", any_task(5).cancel())
            any_task(5).cancel()
            say("26", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("27", "went wrong", show(error))
    for _ in range(2):
        say("28", await asyncio.gather())
    try:
        say("29", await asyncio.wait_for(F[0], 1 / 64))
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        say("31", any_task(0).exception())
    except Exception as error:
        say("32", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(w2(), name="33"))
    except Exception as error:
        say("34", "went wrong", show(error))
    return "35"


async def w0():
    try:
        T.append(asyncio.create_task(w3()))
        say("36", V.get())
    except ValueError as error:
        say("37", "caught", show(error))
        gathered = asyncio.gather(later(2))
        await asyncio.sleep(1 / 8)
        say("38", gathered.cancel())
        say("38", await gathered)
    try:
        try:
            F[2].add_done_callback(callback("39"))
            async for item in g0(3):
                say("40", item)
                say("41", await asyncio.wait_for(F[1], 1 / 32))
        except BaseException as error:
            say("42", "caught", show(error))
            async with asyncio.timeout(0) as G["43"]:
                say("44")
                say("45", "cancel", any_task(3).cancel())
                say("46", await later(3))
            say("47", G["43"].expired())
        await asyncio.sleep(0)
        say("48")
        say("49", await L.acquire())
        try:
            say("50", await asyncio.wait_for(w3(), 1 / 32))
        finally:
            L.release()
    finally:
        say("51")
        try:
            say("52", V.get())
            loop.call_soon(lambda: say("53", V.get()))
        except Exception as error:
            say("54", "caught", show(error))
    say("55", "cancel", any_task(5).cancel())
    any_task(5).cancel()
    try:
        say("56", await asyncio.gather(w2(), w2(), return_exceptions=True))
        say("57", await later(5))
        gathered = asyncio.gather(F[0], asyncio.sleep(0, "59"))
        await asyncio.sleep(1 / 64)
        say("58", gathered.cancel())
        say("58", await gathered)
    except Exception as error:
        say("60", "caught", show(error))
        raise RuntimeError("61") from error
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
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                gathered = asyncio.gather(w0(), w0(), later(5))
                await asyncio.sleep(1 / 4)
                say("63", gathered.cancel())
                say("63", await gathered)
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                say("65", "cancel", any_task(5).cancel())
            except Exception as error:
                say("66", "went wrong", show(error))
            try:
                async with Guard("67", False):
                    say("68")
            except Exception as error:
                say("69", "went wrong", show(error))
            say("70", "uncancel", asyncio.current_task().uncancel())
            try:
                async with L:
                    say("71", await F[1])
                    await B.reset()
                    any_task(4).add_done_callback(callback("73"))
            except Exception as error:
                say("74", "went wrong", show(error))
            try:
                F[0].done() or F[0].set_exception(ValueError("75"))
            except Exception as error:
                say("76", "went wrong", show(error))
            say("77")
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
