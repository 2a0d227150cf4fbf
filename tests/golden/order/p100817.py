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
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 32)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 8)
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    finally:
        say("5", "generator ends")
        await asyncio.sleep(0)
        say("6", "generator ended")


async def w1():
    try:
        async for item in g1(3):
            say("7", item)
            async with Guard("8", True):
                await asyncio.sleep(1 / 16)
            break
    except Exception as error:
        say("9", "went wrong", show(error))
    for _ in range(3):
        await asyncio.sleep(1 / 32)
        say("10")
        try:
            say("11", "cancel", any_task(0).cancel("12"))
        except (KeyError, RuntimeError) as error:
            say("13", "caught", show(error))
            raise RuntimeError("14") from error
        try:
            any_task(0).add_done_callback(callback("15"))
        except BaseException as error:
            say("16", "caught", show(error))
    try:
        say("17", await asyncio.gather())
    except Exception as error:
        say("18", "went wrong", show(error))
    try:
        V.set("19")
    except Exception as error:
        say("20", "went wrong", show(error))
    try:
        say("21")
    except Exception as error:
        say("22", "went wrong", show(error))
    return "23"


async def w0():
    say("24", "cancel", any_task(2).cancel("25"))
    say("26", await B.wait())
    say("27", await later(2))
    return "28"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(1 / 32)
            except Exception as error:
                say("29", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 16)
                say("30")
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                say("32", await L.acquire())
                try:
                    say("33", "uncancel", asyncio.current_task().uncancel())
                    say("34")
                    handle = loop.call_at(loop.time() + 1 / 16, raising("35"))
                    await asyncio.sleep(1 / 16)
                    handle.cancel()
                    say("35", handle.cancelled())
                finally:
                    L.release()
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 64)
                        G["37"] = g1(2)
                        say("38", await anext(G["37"]))
                        say("39", await anext(G["37"], "none"))
                        G["37"] = None
                    except asyncio.CancelledError as error:
                        say("40", "swallowed", show(error))
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                async with L:
                    G["42"] = g0(2)
                    say("43", await anext(G["42"]))
                    say("44", await G["42"].asend("44"))
                    G["42"] = None
                G["45"] = g0(3)
                say("46", await anext(G["45"]))
                say("47", await G["45"].aclose())
                G["45"] = None
            except BaseException as error:
                say("48", "caught", show(error))
            try:
                try:
                    await asyncio.sleep(0)
                    say("49")
                    say("50", V.get())
                    say("51", "cancel", any_task(1).cancel())
                finally:
                    say("52")
                    say("53", await asyncio.gather(w0(), w0(), return_exceptions=True))
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                say("55", await Q.join())
            except Exception as error:
                say("56", "went wrong", show(error))
            say("57", await w0())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w1()))


asyncio.run(main())
print("over")
