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


async def w4():
    say("1", await later(2))
    say("2", await later(4))
    async with L:
        say("3", await later(4))
    return "4"


async def w3():
    try:
        say("5", await Q.get())
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        async with Guard("7", False):
            try:
                say("8", await Steps(2))
                loop.call_at(loop.time() + 1 / 4, callback("9"))
                loop.call_soon(lambda: say("10", V.get()))
            except BaseException as error:
                say("11", "caught", show(error))
                raise
            say("12", await w4())
            say("13", [await asyncio.sleep(3 / 64, "14") for _ in range(2)])
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        async with asyncio.timeout(1 / 16) as G["16"]:
            loop.call_soon(callback("17"), 1, 2)
        say("18", G["16"].expired())
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        say("20", await w4())
    except Exception as error:
        say("21", "went wrong", show(error))
    return "22"


async def w2():
    try:
        async with Guard("23", True):
            say("24", await asyncio.wait_for(asyncio.shield(w3()), 1 / 32))
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(w3(), name="26"))
    except Exception as error:
        say("27", "went wrong", show(error))
    T.append(asyncio.create_task(w4(), name="28"))
    async with L:
        loop.call_later(0, callback("29"), 1)
        context = contextvars.copy_context()
        context.run(V.set, "30")
        T.append(asyncio.create_task(w3(), context=context))
        V.set("31")
    try:
        await B.abort()
    except Exception as error:
        say("33", "went wrong", show(error))
    return "34"


async def w1():
    Q.task_done()
    G["37"] = [asyncio.ensure_future(F[0]), asyncio.ensure_future(w4())]
    G["38"] = await asyncio.wait(G["37"], timeout=None, return_when=asyncio.FIRST_EXCEPTION)
    say("36", *map(names, G["38"]))
    for t in G["37"]:
        t.cancel()
    t = None
    del G["37"], G["38"]
    return "39"


async def w0():
    try:
        say("40", V.get())
    except Exception as error:
        say("41", "went wrong", show(error))
    try:
        try:
            for _ in range(2):
                G["43"] = [asyncio.ensure_future(w4()), asyncio.ensure_future(F[1])]
                G["44"] = await asyncio.wait(G["43"], timeout=1 / 16, return_when=asyncio.FIRST_COMPLETED)
                say("42", *map(names, G["44"]))
                for t in G["43"]:
                    t.cancel()
                t = None
                del G["43"], G["44"]
        except Exception as error:
            say("45", "caught", show(error))
            raise RuntimeError("46") from error
    except Exception as error:
        say("47", "went wrong", show(error))
    try:
        raise TimeoutError("48")
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        say("50", await E.wait())
    except Exception as error:
        say("51", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
    except Exception as error:
        say("52", "went wrong", show(error))
    return "53"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(1 / 32)
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(asyncio.sleep(1 / 64, "55"), name="56"))
            except Exception as error:
                say("57", "went wrong", show(error))
            say("58", await Q.put(1))
            try:
                E.set()
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                async with Guard("61", False):
                    await asyncio.sleep(1 / 8)
                    await asyncio.sleep(1 / 16)
                    say("62")
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                say("64", "cancel", any_task(3).cancel("65"))
            except Exception as error:
                say("66", "went wrong", show(error))
            try:
                async with Guard("67", False):
                    say("68", await w2())
                    say("69", "cancel", any_task(3).cancel("70"))
                    any_task(5).add_done_callback(callback("71"))
            except Exception as error:
                say("72", "went wrong", show(error))
            await asyncio.sleep(1 / 4)
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
