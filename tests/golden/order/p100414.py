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


async def w2():
    try:
        await asyncio.sleep(1 / 16)
    finally:
        say("3")
        any_task(5).add_done_callback(callback("4"))
    try:
        async with C:
            say("5", await C.wait())
            G["8"] = [asyncio.ensure_future(F[2]), asyncio.ensure_future(asyncio.sleep(1 / 16, "7")), asyncio.ensure_future(later(1))]
            G["9"] = await asyncio.wait(G["8"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
            say("6", *map(names, G["9"]))
            del G["8"], G["9"]
    except Exception as error:
        say("10", "went wrong", show(error))
    return "11"


async def w1():
    raise ValueError("12")
    say("13", await w2())
    return "14"


async def w0():
    Q.task_done()
    async with Guard("16", True):
        say("17", await later(1))
        try:
            any_task(1).add_done_callback(callback("18"))
            async with asyncio.timeout(None) as G["19"]:
                handle = loop.call_later(0, callback("20"), 1)
                await asyncio.sleep(1 / 4)
                handle.cancel()
                say("20", handle.cancelled())
                G["21"] = g0(1)
                say("22", await anext(G["21"]))
                say("23", await G["21"].aclose())
            say("24", G["19"].expired())
        except asyncio.CancelledError as error:
            say("25", "caught", show(error))
    async for item in g0(3):
        say("26", item)
        T.append(loop.create_task(w1()))
    return "27"


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
                try:
                    say("28", {x: 1 async for x in g0(1) if x != 1})
                except Exception as error:
                    say("29", "caught", show(error))
            except Exception as error:
                say("30", "went wrong", show(error))
            await asyncio.sleep(1 / 64)
            say("31")
            try:
                G["32"] = g0(2)
                say("33", await anext(G["32"]))
                say("34", await G["32"].aclose())
                G["32"] = None
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                G["37"] = [asyncio.ensure_future(w0()), asyncio.ensure_future(F[0])]
                G["38"] = await asyncio.wait(G["37"], timeout=1 / 8, return_when=asyncio.FIRST_EXCEPTION)
                say("36", *map(names, G["38"]))
                del G["37"], G["38"]
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                G["40"] = g0(2)
                say("41", await anext(G["40"]))
                say("42", await anext(G["40"], "none"))
                G["40"] = None
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                try:
                    say("44", "uncancel", asyncio.current_task().uncancel())
                    G["46"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(w1()), asyncio.ensure_future(w0())]
                    G["47"] = await asyncio.wait(G["46"], timeout=-1, return_when=asyncio.FIRST_EXCEPTION)
                    say("45", *map(names, G["47"]))
                    del G["46"], G["47"]
                finally:
                    say("48")
                    added = callback("49")
                    F[1].add_done_callback(added)
                    await asyncio.sleep(0)
                    say("49", F[1].remove_done_callback(added))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                say("51", V.get())
            except Exception as error:
                say("52", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
