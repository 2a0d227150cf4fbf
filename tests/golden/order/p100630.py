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


async def w3():
    for _ in range(2):
        try:
            added = callback("1")
            F[1].add_done_callback(added)
            await asyncio.sleep(0)
            say("1", F[1].remove_done_callback(added))
            loop.call_later(1 / 32, raising("2"), 1)
            try:
                G["6"] = [asyncio.ensure_future(asyncio.sleep(1 / 4, "4")), asyncio.ensure_future(asyncio.sleep(0, "5"))]
                G["7"] = await asyncio.wait(G["6"], timeout=0, return_when=asyncio.FIRST_COMPLETED)
                say("3", *map(names, G["7"]))
                del G["6"], G["7"]
                await asyncio.sleep(1 / 8)
                say("8")
                G["10"] = [asyncio.ensure_future(later(4))]
                G["11"] = await asyncio.wait(G["10"], timeout=1 / 32, return_when=asyncio.ALL_COMPLETED)
                say("9", *map(names, G["11"]))
                for t in G["10"]:
                    t.cancel()
                t = None
                del G["10"], G["11"]
            finally:
                say("12")
                say("13", await B.wait())
        except TimeoutError as error:
            say("14", "caught", show(error))
            raise
        say("15", await E.wait())
    say("16", await later(2))
    async with Guard("17", False):
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 32)
                say("18", await asyncio.shield(asyncio.sleep(1 / 8, "19")))
            except asyncio.CancelledError as error:
                say("20", "swallowed", show(error))
    await asyncio.sleep(1 / 8)
    say("21")
    return "22"


async def w2():
    E.set()
    await B.abort()
    await B.abort()
    return "26"


async def w1():
    try:
        say("27", names(asyncio.all_tasks()))
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        try:
            V.set("29")
            say("30", await asyncio.wait_for(w2(), 1 / 32))
            say("31", await Bad())
        except asyncio.CancelledError as error:
            say("32", "caught", show(error))
    except Exception as error:
        say("33", "went wrong", show(error))
    try:
        say("34", await later(1))
    except Exception as error:
        say("35", "went wrong", show(error))
    return "36"


async def w0():
    await asyncio.sleep(3 / 64)
    say("37")
    say("38", await asyncio.shield(w2()))
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            say("39", "cancel", any_task(4).cancel("40"))
        except asyncio.CancelledError as error:
            say("41", "swallowed", show(error))
    return "42"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["43"]:
                    T.append(G["43"].create_task(w3()))
                    T.append(G["43"].create_task(w3()))
                    T.append(G["43"].create_task(w1(), name="44"))
                    G["46"] = [asyncio.ensure_future(w0()), asyncio.ensure_future(w3())]
                    G["47"] = await asyncio.wait(G["46"], timeout=1 / 8, return_when=asyncio.ALL_COMPLETED)
                    say("45", *map(names, G["47"]))
                    for t in G["46"]:
                        t.cancel()
                    t = None
                    del G["46"], G["47"]
                    await asyncio.sleep(1 / 8)
                    say("48")
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                async with Guard("50", False):
                    say("51", await asyncio.wait_for(asyncio.shield(later(2)), 1 / 32))
                    gathered = asyncio.gather(return_exceptions=True)
                    await asyncio.sleep(1 / 32)
                    say("52", gathered.cancel())
                    say("52", await gathered)
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                async with C:
                    say("54", await C.wait())
                    say("55")
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                say("57", "cancel", any_task(0).cancel("58"))
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                for _ in range(3):
                    say("60", await asyncio.shield(w1()))
                    say("61", await Q.put(5))
                    say("62", "uncancel", any_task(3).uncancel())
            except Exception as error:
                say("63", "went wrong", show(error))
            loop.call_soon(callback("64"), 1, 2)
            try:
                say("65", await w2())
            except Exception as error:
                say("66", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
