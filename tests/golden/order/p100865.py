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
        await asyncio.sleep(1 / 4)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 64)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")
        await asyncio.sleep(1 / 64)
        say("6", "generator ended")


async def w4():
    say("7", [await asyncio.sleep(1 / 16, "8") for _ in range(2)])
    try:
        say("9")
    except Exception as error:
        say("10", "went wrong", show(error))
    try:
        say("11", [x async for x in g1(1)])
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        say("13", "cancel", any_task(0).cancel("14"))
    except Exception as error:
        say("15", "went wrong", show(error))
    return "16"


async def w3():
    say("17")
    say("18", V.get())
    return "19"


async def w2():
    try:
        try:
            async with asyncio.timeout_at(loop.time() + 1 / 8) as G["20"]:
                say("21", await Steps(1))
            say("22", G["20"].expired())
        except BaseException as error:
            say("23", "caught", show(error))
    except Exception as error:
        say("24", "went wrong", show(error))
    try:
        G["26"] = [asyncio.ensure_future(w4()), asyncio.ensure_future(F[2])]
        G["27"] = await asyncio.wait(G["26"], timeout=-1, return_when=asyncio.FIRST_EXCEPTION)
        say("25", *map(names, G["27"]))
        del G["26"], G["27"]
    except Exception as error:
        say("28", "went wrong", show(error))
    await asyncio.sleep(0)
    say("29")
    return "30"


async def w1():
    try:
        async with S:
            try:
                say("31", await asyncio.wait_for(w3(), -1))
                E.set()
            except ValueError as error:
                say("33", "caught", show(error))
                raise RuntimeError("34") from error
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        say("36", "cancel", any_task(2).cancel())
    except Exception as error:
        say("37", "went wrong", show(error))
    try:
        say("38", await asyncio.gather())
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        say("40", await w3())
    finally:
        say("41")
        async with asyncio.timeout_at(loop.time() + -1) as G["42"]:
            say("43", "cancel", any_task(1).cancel("44"))
            G["42"].reschedule(loop.time() + 0)
            await asyncio.sleep(3 / 64)
            say("45")
        say("46", G["42"].expired())
    return "47"


async def w0():
    try:
        F[1].set_result("48")
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        say("50", "cancel", any_task(2).cancel())
        any_task(2).cancel()
    except Exception as error:
        say("51", "went wrong", show(error))
    try:
        say("52", await w3())
    except Exception as error:
        say("53", "went wrong", show(error))
    try:
        say("54", await asyncio.wait_for(F[0], None))
    except Exception as error:
        say("55", "went wrong", show(error))
    try:
        try:
            await asyncio.sleep(0)
            say("56")
            try:
                say("57")
                F[1].set_result("58")
            except BaseException as error:
                say("59", "caught", show(error))
                await asyncio.sleep(3 / 64)
                say("60")
            G["62"] = [asyncio.ensure_future(F[2]), asyncio.ensure_future(w4()), asyncio.ensure_future(later(5))]
            G["63"] = await asyncio.wait(G["62"], timeout=0, return_when=asyncio.FIRST_COMPLETED)
            say("61", *map(names, G["63"]))
            del G["62"], G["63"]
        except asyncio.CancelledError as error:
            say("64", "caught", show(error))
            raise
    except Exception as error:
        say("65", "went wrong", show(error))
    return "66"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    await asyncio.sleep(1 / 32)
                    say("67")
                    say("68", await later(2))
                    await asyncio.sleep(1 / 16)
                    say("69")
                except BaseException as error:
                    say("70", "caught", show(error))
            except Exception as error:
                say("71", "went wrong", show(error))
            try:
                async with asyncio.timeout(1 / 8) as G["72"]:
                    await asyncio.sleep(1 / 16)
                    say("73")
                say("74", G["72"].expired())
            except Exception as error:
                say("75", "went wrong", show(error))
            try:
                gathered = asyncio.gather()
                await asyncio.sleep(1 / 32)
                say("76", gathered.cancel())
                say("76", await gathered)
            except Exception as error:
                say("77", "went wrong", show(error))
            try:
                try:
                    say("78")
                except asyncio.CancelledError as error:
                    say("79", "caught", show(error))
            except Exception as error:
                say("80", "went wrong", show(error))
            try:
                say("81", await later(2))
            except Exception as error:
                say("82", "went wrong", show(error))
            try:
                say("83")
            except Exception as error:
                say("84", "went wrong", show(error))
            try:
                G["86"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(w2()), asyncio.ensure_future(w4())]
                G["87"] = await asyncio.wait(G["86"], timeout=1 / 64, return_when=asyncio.ALL_COMPLETED)
                say("85", *map(names, G["87"]))
                del G["86"], G["87"]
            except Exception as error:
                say("88", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 32)
                say("89")
            except Exception as error:
                say("90", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
