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
            await asyncio.sleep(1 / 16)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")


async def w2():
    gathered = asyncio.gather()
    await asyncio.sleep(0)
    say("3", gathered.cancel())
    say("3", await gathered)
    await asyncio.sleep(1 / 16)
    async with asyncio.TaskGroup() as G["4"]:
        T.append(G["4"].create_task(asyncio.sleep(1 / 16, "5")))
        T.append(G["4"].create_task(asyncio.sleep(1 / 32, "6"), name="7"))
        T.append(G["4"].create_task(asyncio.sleep(0, "8")))
        say("9")
        async with L:
            E.set()
            say("11", state(any_task(4)))
    E.set()
    say("13", await asyncio.gather(asyncio.sleep(0, "14"), return_exceptions=True))
    return "15"


async def w1():
    async with Guard("16", False):
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 16)
                await asyncio.sleep(0)
                say("17")
            except asyncio.CancelledError as error:
                say("18", "swallowed", show(error))
    say("19", await w2())
    return "20"


async def w0():
    try:
        say("21", await asyncio.wait_for(w2(), 3 / 64))
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        G["23"] = g0(2)
        say("24", await anext(G["23"]))
        say("25", await anext(G["23"], "none"))
    except Exception as error:
        say("26", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(w1()))
    except Exception as error:
        say("27", "went wrong", show(error))
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 64)
            say("28", await Q.join())
        except asyncio.CancelledError as error:
            say("29", "swallowed", show(error))
    return "30"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(3):
                    say("31", [await w1() for _ in range(2)])
                    gathered = asyncio.gather(w2(), F[2], later(5))
                    await asyncio.sleep(3 / 64)
                    say("32", gathered.cancel())
                    say("32", await gathered)
                    raise asyncio.CancelledError("33")
            except Exception as error:
                say("34", "went wrong", show(error))
            try:
                say("35")
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                loop.call_soon(raising("37"), 1, 2)
                E.set()
                say("39", await later(1))
            except TimeoutError as error:
                say("40", "caught", show(error))
                raise RuntimeError("41") from error
            try:
                await B.reset()
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                say("44", await w2())
            except Exception as error:
                say("45", "went wrong", show(error))
            try:
                async for item in g0(3):
                    say("46", item)
                    say("47")
                    break
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                gathered = asyncio.gather(asyncio.sleep(0, "50"), w0(), w2())
                await asyncio.sleep(0)
                say("49", gathered.cancel())
                say("49", await gathered)
            except Exception as error:
                say("51", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
