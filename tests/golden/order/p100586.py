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
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w4():
    T.append(asyncio.create_task(asyncio.sleep(1 / 64, "4"), name="5"))
    say("6", await asyncio.sleep(0, "7"))
    try:
        try:
            say("8", await later(0))
            G["9"] = g0(3)
            say("10", await anext(G["9"]))
            G["9"] = None
            G["9"] = None
        finally:
            say("12")
            say("13", "cancel", any_task(4).cancel("14"))
        for _ in range(2):
            say("15", V.get())
    except ValueError as error:
        say("16", "caught", show(error))
    return "17"


async def w3():
    try:
        async with asyncio.timeout(-1) as G["18"]:
            V.set("19")
            try:
                say("20", await asyncio.wait_for(w4(), -1))
                say("21", "cancel", any_task(4).cancel("22"))
            except ValueError as error:
                say("23", "caught", show(error))
            try:
                any_task(4).add_done_callback(callback("24"))
                G["25"] = g0(3)
                say("26", await anext(G["25"]))
                say("27", await anext(G["25"], "none"))
                G["25"] = None
            finally:
                say("28")
                say("29", await asyncio.sleep(1 / 32, "30"))
        say("31", G["18"].expired())
    except Exception as error:
        say("32", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 64)
        say("33")
    except Exception as error:
        say("34", "went wrong", show(error))
    try:
        say("35")
    except Exception as error:
        say("36", "went wrong", show(error))
    return "37"


async def w2():
    try:
        T.append(asyncio.ensure_future(w3()))
        async with C:
            say("39", await C.wait())
            await asyncio.sleep(1 / 8)
            say("40")
    finally:
        say("41")
        say("42", await asyncio.shield(w4()))
    say("43", await asyncio.wait_for(w4(), -1))
    say("44", await asyncio.wait_for(w3(), 1 / 32))
    try:
        G["46"] = [asyncio.ensure_future(later(3)), asyncio.ensure_future(w4())]
        G["47"] = await asyncio.wait(G["46"], timeout=0, return_when=asyncio.FIRST_COMPLETED)
        say("45", *map(names, G["47"]))
        del G["46"], G["47"]
        say("48", await asyncio.gather(w4(), return_exceptions=True))
        try:
            T.append(loop.create_task(w3()))
            await B.reset()
            say("50", await w3())
        except (KeyError, RuntimeError) as error:
            say("51", "caught", show(error))
    except ValueError as error:
        say("52", "caught", show(error))
        raise
    for _ in range(3):
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 16)
                say("53", "uncancel", asyncio.current_task().uncancel())
            except asyncio.CancelledError as error:
                say("54", "swallowed", show(error))
        say("55", any_task(2).result())
    return "56"


async def w1():
    loop.call_soon(lambda: say("57", V.get()))
    G["59"] = [asyncio.ensure_future(w4()), asyncio.ensure_future(F[2]), asyncio.ensure_future(w2())]
    G["60"] = await asyncio.wait(G["59"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
    say("58", *map(names, G["60"]))
    del G["59"], G["60"]
    say("61", await later(1))
    say("62", await asyncio.gather(F[0], return_exceptions=True))
    return "63"


async def w0():
    E.set()
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 4)
                say("65", await Q.get())
            except asyncio.CancelledError as error:
                say("66", "swallowed", show(error))
    except Exception as error:
        say("67", "went wrong", show(error))
    try:
        say("68", V.get())
    except Exception as error:
        say("69", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(w1()))
    except Exception as error:
        say("70", "went wrong", show(error))
    try:
        G["72"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(later(5)), asyncio.ensure_future(w1())]
        G["73"] = await asyncio.wait(G["72"], timeout=3 / 64, return_when=asyncio.FIRST_COMPLETED)
        say("71", *map(names, G["73"]))
        del G["72"], G["73"]
    except Exception as error:
        say("74", "went wrong", show(error))
    return "75"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.timeout_at(loop.time() + 3 / 64) as G["76"]:
                    say("77", await E.wait())
                    G["76"].reschedule(loop.time() + 1 / 4)
                    await asyncio.sleep(1 / 32)
                say("78", G["76"].expired())
            except Exception as error:
                say("79", "went wrong", show(error))
            try:
                G["81"] = [asyncio.ensure_future(w0()), asyncio.ensure_future(w4())]
                G["82"] = await asyncio.wait(G["81"], timeout=1 / 8, return_when=asyncio.FIRST_EXCEPTION)
                say("80", *map(names, G["82"]))
                for t in G["81"]:
                    t.cancel()
                t = None
                del G["81"], G["82"]
            except Exception as error:
                say("83", "went wrong", show(error))
            try:
                async with asyncio.timeout_at(loop.time() + -1) as G["84"]:
                    say("85", "uncancel", asyncio.current_task().uncancel())
                    await asyncio.sleep(1 / 32)
                    F[2].add_done_callback(callback("86"))
                say("87", G["84"].expired())
            except Exception as error:
                say("88", "went wrong", show(error))
            try:
                any_task(1).add_done_callback(callback("89"))
            except Exception as error:
                say("90", "went wrong", show(error))
            try:
                say("91", [x async for x in g0(3)])
            except Exception as error:
                say("92", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w2(), name="93"))
            except Exception as error:
                say("94", "went wrong", show(error))
            say("95", names(asyncio.all_tasks()))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
