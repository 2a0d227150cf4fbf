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
            await asyncio.sleep(1 / 64)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w3():
    async with L:
        say("3", await asyncio.wait_for(F[2], -1))
        say("4", await asyncio.wait_for(asyncio.shield(F[2]), 1 / 32))
        say("5", await later(3))
    say("6")
    return "7"


async def w2():
    say("8", "uncancel", asyncio.current_task().uncancel())
    say("9", "cancel", any_task(4).cancel("10"))
    try:
        async with Guard("11", False):
            async for item in g0(1):
                say("12", item)
                G["13"] = g0(1)
                say("14", await anext(G["13"]))
                G["13"] = None
                G["13"] = None
                break
            V.set("16")
        async with asyncio.timeout(-1) as G["17"]:
            await asyncio.sleep(1 / 16)
        say("18", G["17"].expired())
    finally:
        say("19")
        say("20", await E.wait())
    async with asyncio.TaskGroup() as G["21"]:
        T.append(G["21"].create_task(w3(), name="22"))
        T.append(G["21"].create_task(w3()))
        T.append(G["21"].create_task(w3()))
        context = contextvars.copy_context()
        context.run(V.set, "23")
        T.append(asyncio.create_task(w3(), context=context))
        say("24", await later(5))
    return "25"


async def w1():
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 16)
            say("26", await later(0))
        except asyncio.CancelledError as error:
            say("27", "swallowed", show(error))
    T.append(asyncio.create_task(w3()))
    say("28")
    return "29"


async def w0():
    async with asyncio.timeout(1 / 64) as G["30"]:
        say("31", await later(2))
        say("32", await asyncio.gather())
    say("33", G["30"].expired())
    try:
        T.append(asyncio.create_task(w3()))
        await asyncio.sleep(1 / 8)
    finally:
        say("34")
    await asyncio.sleep(0)
    F[0].set_result("35")
    return "36"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("37")
            except Exception as error:
                say("38", "went wrong", show(error))
            try:
                try:
                    say("39", any_task(2).done(), any_task(2).cancelled())
                except ValueError as error:
                    say("40", "caught", show(error))
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                any_task(5).add_done_callback(callback("42"))
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                try:
                    say("44", await asyncio.shield(asyncio.sleep(1 / 32, "45")))
                except Exception as error:
                    say("46", "caught", show(error))
                    raise RuntimeError("47") from error
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["49"]:
                    T.append(G["49"].create_task(w2()))
                    say("50", await w2())
                    await asyncio.sleep(0)
                    say("51")
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                raise ValueError("53")
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                say("55", await later(4))
            except Exception as error:
                say("56", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
