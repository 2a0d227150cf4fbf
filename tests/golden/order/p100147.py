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
            await asyncio.sleep(3 / 64)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w4():
    G["4"] = g0(1)
    say("5", await anext(G["4"]))
    say("6", await G["4"].asend("6"))
    G["4"] = None
    say("7")
    return "8"


async def w3():
    try:
        G["10"] = [asyncio.ensure_future(w4()), asyncio.ensure_future(later(3))]
        G["11"] = await asyncio.wait(G["10"], timeout=0, return_when=asyncio.FIRST_EXCEPTION)
        say("9", *map(names, G["11"]))
        del G["10"], G["11"]
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(w4(), name="13"))
        await asyncio.sleep(1 / 32)
        say("14")
    finally:
        say("15")
        async with Guard("16", False):
            try:
                any_task(2).add_done_callback(callback("17"))
            except Exception as error:
                say("18", "caught", show(error))
                V.set("19")
            say("20", await w4())
    return "21"


async def w2():
    E.set()
    await asyncio.sleep(1 / 32)
    return "23"


async def w1():
    say("24", await w2())
    try:
        F[2].done() or F[2].set_result("25")
    except Exception as error:
        say("26", "went wrong", show(error))
    async for item in g0(1):
        say("27", item)
        say("28", [x async for x in g0(2)])
    try:
        say("29", await asyncio.shield(later(4)))
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        G["32"] = [asyncio.ensure_future(w4()), asyncio.ensure_future(F[1]), asyncio.ensure_future(w4())]
        G["33"] = await asyncio.wait(G["32"], timeout=1 / 32, return_when=asyncio.FIRST_COMPLETED)
        say("31", *map(names, G["33"]))
        del G["32"], G["33"]
    except Exception as error:
        say("34", "went wrong", show(error))
    return "35"


async def w0():
    gathered = asyncio.gather(later(1))
    await asyncio.sleep(1 / 4)
    say("36", gathered.cancel())
    say("36", await gathered)
    say("37", await w1())
    return "38"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            try:
                G["39"] = g0(3)
                say("40", await anext(G["39"]))
                say("41", await anext(G["39"], "none"))
                G["39"] = None
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1(), name="43"))
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45", {x: 1 async for x in g0(1) if x != 1})
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                async with C:
                    say("47", await C.wait_for(E.is_set))
                    gathered = asyncio.gather()
                    await asyncio.sleep(0)
                    say("48", gathered.cancel())
                    say("48", await gathered)
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                say("50", any_task(5).result())
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                for _ in range(2):
                    say("52", await Steps(3))
                    await asyncio.sleep(1 / 64)
                    say("53", await asyncio.wait_for(later(2), None))
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                say("55", B.n_waiting, B.broken, B.parties)
            except Exception as error:
                say("56", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
