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
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w3():
    say("6", await asyncio.shield(asyncio.sleep(1 / 16, "7")))
    async with asyncio.TaskGroup() as G["8"]:
        T.append(G["8"].create_task(asyncio.sleep(1 / 64, "9")))
        T.append(G["8"].create_task(asyncio.sleep(1 / 8, "10"), name="11"))
        T.append(G["8"].create_task(asyncio.sleep(0, "12")))
        try:
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 32)
                    say("13")
                except asyncio.CancelledError as error:
                    say("14", "swallowed", show(error))
            say("15", await later(4))
            G["17"] = [asyncio.ensure_future(F[1])]
            G["18"] = await asyncio.wait(G["17"], timeout=1 / 32, return_when=asyncio.ALL_COMPLETED)
            say("16", *map(names, G["18"]))
            del G["17"], G["18"]
        finally:
            say("19")
        say("20", await B.wait())
    say("21", await later(2))
    return "22"


async def w2():
    say("23", await asyncio.sleep(1 / 8, "24"))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 64)
                say("25", await asyncio.shield(w3()))
            except asyncio.CancelledError as error:
                say("26", "swallowed", show(error))
        say("27", "cancel", any_task(0).cancel("28"))
    except ValueError as error:
        say("29", "caught", show(error))
        say("30", "cancel", any_task(0).cancel("31"))
    say("32")
    return "33"


async def w1():
    raise Oops("34")
    say("35", await w3())
    return "36"


async def w0():
    try:
        say("37", await later(3))
    except Exception as error:
        say("38", "went wrong", show(error))
    try:
        say("39", await asyncio.gather(return_exceptions=True))
    except Exception as error:
        say("40", "went wrong", show(error))
    try:
        async for item in g0(2):
            say("41", item)
            say("42", await Q.join())
            break
    except Exception as error:
        say("43", "went wrong", show(error))
    return "44"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                E.set()
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                async for task in asyncio.as_completed([asyncio.create_task(asyncio.sleep(0, "47"))]):
                    say("48", task.get_name(), state(task))
            except Exception as error:
                say("49", "went wrong", show(error))
            async for task in asyncio.as_completed([asyncio.create_task(w1()), asyncio.create_task(w0()), asyncio.create_task(w0())]):
                say("50", task.get_name(), state(task))
            try:
                F[0].done() or F[0].set_result("51")
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 8)
            except Exception as error:
                say("53", "went wrong", show(error))
            Q.shutdown(immediate=True)
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
