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
            await asyncio.sleep(1 / 16)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 64)
        say("3", "generator ended")


async def w2():
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 8)
            G["7"] = [asyncio.ensure_future(asyncio.sleep(1 / 16, "5")), asyncio.ensure_future(asyncio.sleep(0, "6"))]
            G["8"] = await asyncio.wait(G["7"], timeout=None, return_when=asyncio.FIRST_COMPLETED)
            say("4", *map(names, G["8"]))
            for t in G["7"]:
                t.cancel()
            t = None
            del G["7"], G["8"]
        except asyncio.CancelledError as error:
            say("9", "swallowed", show(error))
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            say("10", await later(3))
        except asyncio.CancelledError as error:
            say("11", "swallowed", show(error))
    say("12", await asyncio.shield(asyncio.sleep(3 / 64, "13")))
    return "14"


async def w1():
    try:
        added = callback("15")
        any_task(2).add_done_callback(added)
        await asyncio.sleep(3 / 64)
        say("15", any_task(2).remove_done_callback(added))
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        G["17"] = g0(2)
        say("18", await anext(G["17"]))
        say("19", await G["17"].asend("19"))
        G["17"] = None
    except Exception as error:
        say("20", "went wrong", show(error))
    await asyncio.sleep(1 / 32)
    say("21")
    return "22"


async def w0():
    gathered = asyncio.gather(F[2], asyncio.sleep(1 / 16, "24"), return_exceptions=True)
    await asyncio.sleep(1 / 16)
    say("23", gathered.cancel())
    say("23", await gathered)
    say("25", await later(0))
    for next_one in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w2())], timeout=1 / 32):
        say("26", await next_one)
    for _ in range(2):
        await B.abort()
    return "28"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(2):
                    G["29"] = g0(2)
                    say("30", await anext(G["29"]))
                    say("31", await G["29"].aclose())
                    G["29"] = None
                    gathered = asyncio.gather()
                    await asyncio.sleep(0)
                    say("32", gathered.cancel())
                    say("32", await gathered)
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w2()))
            except Exception as error:
                say("34", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 16)
                say("35")
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                try:
                    G["38"] = [asyncio.ensure_future(w1())]
                    G["39"] = await asyncio.wait(G["38"], timeout=1 / 32, return_when=asyncio.ALL_COMPLETED)
                    say("37", *map(names, G["39"]))
                    for t in G["38"]:
                        t.cancel()
                    t = None
                    del G["38"], G["39"]
                    T.append(asyncio.create_task(w2()))
                finally:
                    say("40")
                    say("41", await asyncio.wait_for(asyncio.shield(F[2]), 1 / 32))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                G["44"] = [asyncio.ensure_future(w0()), asyncio.ensure_future(later(5)), asyncio.ensure_future(w1())]
                G["45"] = await asyncio.wait(G["44"], timeout=-1, return_when=asyncio.FIRST_COMPLETED)
                say("43", *map(names, G["45"]))
                for t in G["44"]:
                    t.cancel()
                t = None
                del G["44"], G["45"]
            except Exception as error:
                say("46", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
