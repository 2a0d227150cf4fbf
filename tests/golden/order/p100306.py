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
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(0)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")
        await asyncio.sleep(3 / 64)
        say("6", "generator ended")


async def w2():
    try:
        try:
            say("7", await asyncio.gather(later(0), asyncio.sleep(1 / 4, "8"), later(0), return_exceptions=True))
            async with asyncio.timeout_at(loop.time() + 0) as G["9"]:
                say("10", await asyncio.wait_for(later(2), 0))
                say("11")
                await asyncio.sleep(0)
            say("12", G["9"].expired())
        except (KeyError, RuntimeError) as error:
            say("13", "caught", show(error))
            raise
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        say("15", await asyncio.sleep(1 / 64, "16"))
    except Exception as error:
        say("17", "went wrong", show(error))
    G["21"] = [asyncio.ensure_future(asyncio.sleep(1 / 8, "19")), asyncio.ensure_future(asyncio.sleep(1 / 32, "20")), asyncio.ensure_future(later(2))]
    G["22"] = await asyncio.wait(G["21"], timeout=1 / 32, return_when=asyncio.FIRST_COMPLETED)
    say("18", *map(names, G["22"]))
    for t in G["21"]:
        t.cancel()
    t = None
    del G["21"], G["22"]
    try:
        any_task(2).add_done_callback(callback("23"))
    except Exception as error:
        say("24", "went wrong", show(error))
    try:
        say("25", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("26", "went wrong", show(error))
    return "27"


async def w1():
    say("28", await asyncio.gather(later(3)))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 4)
                await asyncio.sleep(1 / 8)
                say("29")
            except asyncio.CancelledError as error:
                say("30", "swallowed", show(error))
    finally:
        say("31")
        any_task(1).add_done_callback(callback("32"))
    say("33", state(any_task(4)))
    try:
        say("34", await asyncio.wait_for(asyncio.shield(w2()), 1 / 32))
    except Exception as error:
        say("35", "caught", show(error))
        loop.call_soon(callback("36"), 1, 2)
    say("37", any_task(0).exception())
    return "38"


async def w0():
    T.append(asyncio.ensure_future(w1()))
    say("40", V.get())
    G["42"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w1())]
    G["43"] = await asyncio.wait(G["42"], timeout=0, return_when=asyncio.FIRST_EXCEPTION)
    say("41", *map(names, G["43"]))
    del G["42"], G["43"]
    try:
        say("44", await E.wait())
    finally:
        say("45")
        for _ in range(3):
            say("46", await w1())
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 16)
                    say("47", state(F[2]))
                except asyncio.CancelledError as error:
                    say("48", "swallowed", show(error))
            say("49", Q.get_nowait())
    async for item in g1(3):
        say("50", item)
        G["52"] = [asyncio.ensure_future(w2())]
        G["53"] = await asyncio.wait(G["52"], timeout=0, return_when=asyncio.ALL_COMPLETED)
        say("51", *map(names, G["53"]))
        del G["52"], G["53"]
    return "54"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                G["56"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(w1()), asyncio.ensure_future(w2())]
                G["57"] = await asyncio.wait(G["56"], timeout=1 / 16, return_when=asyncio.FIRST_EXCEPTION)
                say("55", *map(names, G["57"]))
                for t in G["56"]:
                    t.cancel()
                t = None
                del G["56"], G["57"]
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                V.set("59")
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                say("61", await asyncio.gather())
            except Exception as error:
                say("62", "went wrong", show(error))
            G["64"] = [asyncio.ensure_future(w1())]
            G["65"] = await asyncio.wait(G["64"], timeout=1 / 64, return_when=asyncio.FIRST_COMPLETED)
            say("63", *map(names, G["65"]))
            for t in G["64"]:
                t.cancel()
            t = None
            del G["64"], G["65"]
            try:
                G["66"] = g1(1)
                say("67", await anext(G["66"]))
                G["66"] = None
                G["66"] = None
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                say("70")
            except Exception as error:
                say("71", "went wrong", show(error))
            try:
                say("72", await asyncio.shield(F[0]))
            except Exception as error:
                say("73", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
