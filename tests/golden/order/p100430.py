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
            got = yield i
            say("3", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("4", "generator ends")


async def w4():
    added = callback("5")
    any_task(1).add_done_callback(added)
    await asyncio.sleep(1 / 32)
    say("5", any_task(1).remove_done_callback(added))
    async with Guard("6", False):
        say("7", await asyncio.sleep(1 / 16, "8"))
    say("9", {x: 1 async for x in g1(3) if x != 1})
    say("10", await asyncio.gather())
    return "11"


async def w3():
    await asyncio.sleep(1 / 16)
    say("12")
    say("13", await asyncio.wait_for(F[0], 3 / 64))
    await asyncio.sleep(1 / 16)
    async with Guard("14", False):
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 16)
                G["16"] = [asyncio.ensure_future(w4()), asyncio.ensure_future(F[1]), asyncio.ensure_future(F[2])]
                G["17"] = await asyncio.wait(G["16"], timeout=1 / 16, return_when=asyncio.FIRST_COMPLETED)
                say("15", *map(names, G["17"]))
                del G["16"], G["17"]
            except asyncio.CancelledError as error:
                say("18", "swallowed", show(error))
        await asyncio.sleep(0)
    return "19"


async def w2():
    try:
        say("20", await asyncio.wait_for(w4(), 1 / 64))
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        async with L:
            T.append(asyncio.ensure_future(asyncio.sleep(1 / 16, "22")))
            F[2].done() or F[2].set_exception(ValueError("24"))
            try:
                G["25"] = g1(3)
                say("26", await anext(G["25"]))
                say("27", await G["25"].asend("27"))
                G["25"] = None
                say("28", "cancel", any_task(4).cancel())
                say("29", await later(0))
            finally:
                say("30")
                say("31", "cancel", any_task(3).cancel())
    except Exception as error:
        say("32", "went wrong", show(error))
    try:
        try:
            await asyncio.sleep(3 / 64)
            try:
                say("33", await asyncio.gather(return_exceptions=True))
                say("34", await w4())
                await asyncio.sleep(1 / 8)
                say("35")
            except Exception as error:
                say("36", "caught", show(error))
                say("37", state(F[2]))
            async with L:
                say("38", await w3())
        except (KeyError, RuntimeError) as error:
            say("39", "caught", show(error))
            raise RuntimeError("40") from error
    except Exception as error:
        say("41", "went wrong", show(error))
    try:
        async with L:
            await asyncio.sleep(0)
    except Exception as error:
        say("42", "went wrong", show(error))
    try:
        say("43", await asyncio.sleep(1 / 4, "44"))
    except Exception as error:
        say("45", "went wrong", show(error))
    return "46"


async def w1():
    say("47", await asyncio.shield(w4()))
    E.set()
    loop.call_later(0, callback("49"), 1)
    T.append(asyncio.ensure_future(w4()))
    say("50")
    return "51"


async def w0():
    for _ in range(3):
        say("52", "cancel", any_task(1).cancel("53"))
    await asyncio.sleep(1 / 16)
    say("54")
    async with asyncio.timeout(3 / 64) as G["55"]:
        say("56", await Q.get())
    say("57", G["55"].expired())
    return "58"


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
                try:
                    E.set()
                    G["61"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(later(5)), asyncio.ensure_future(w3())]
                    G["62"] = await asyncio.wait(G["61"], timeout=1 / 16, return_when=asyncio.FIRST_EXCEPTION)
                    say("60", *map(names, G["62"]))
                    for t in G["61"]:
                        t.cancel()
                    t = None
                    del G["61"], G["62"]
                    loop.call_soon(callback("63"), 1, 2)
                except asyncio.CancelledError as error:
                    say("64", "caught", show(error))
            except Exception as error:
                say("65", "went wrong", show(error))
            try:
                say("66", any_task(3).result())
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                say("68")
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                F[2].done() or F[2].set_exception(ValueError("70"))
            except Exception as error:
                say("71", "went wrong", show(error))
            try:
                say("72", await w1())
            except Exception as error:
                say("73", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["74"]:
                    T.append(G["74"].create_task(w0()))
                    T.append(G["74"].create_task(w0()))
                    await asyncio.sleep(0)
                    say("75")
            except Exception as error:
                say("76", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w0()))


asyncio.run(main())
print("over")
