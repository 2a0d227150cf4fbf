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


async def w2():
    try:
        say("1", await asyncio.sleep(1 / 8, "2"))
    except Exception as error:
        say("3", "went wrong", show(error))
    try:
        say("4", await asyncio.wait_for(asyncio.shield(asyncio.sleep(1 / 16, "5")), 1 / 32))
    except Exception as error:
        say("6", "went wrong", show(error))
    return "7"


async def w1():
    try:
        async with asyncio.TaskGroup() as G["8"]:
            T.append(G["8"].create_task(w2()))
            T.append(G["8"].create_task(w2()))
            async with asyncio.timeout_at(loop.time() + 1 / 8) as G["9"]:
                say("10", await asyncio.wait_for(w2(), 1 / 8))
                T.append(asyncio.create_task(w2(), name="11"))
                say("12", "uncancel", asyncio.current_task().uncancel())
            say("13", G["9"].expired())
            say("14", "cancel", any_task(4).cancel("15"))
            any_task(4).cancel()
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        Q.task_done()
    except Exception as error:
        say("18", "went wrong", show(error))
    await asyncio.sleep(1 / 32)
    return "19"


async def w0():
    say("20")
    try:
        say("21", "cancel", any_task(5).cancel("22"))
        await asyncio.sleep(1 / 32)
    finally:
        say("23")
    await asyncio.sleep(1 / 32)
    say("24")
    T.append(asyncio.create_task(w1()))
    async with Guard("25", True):
        say("26", await asyncio.gather())
        say("27", [await w1() for _ in range(2)])
    return "28"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            G["30"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w0())]
            G["31"] = await asyncio.wait(G["30"], timeout=3 / 64, return_when=asyncio.FIRST_COMPLETED)
            say("29", *map(names, G["31"]))
            del G["30"], G["31"]
            try:
                async with S:
                    await asyncio.sleep(1 / 32)
                    T.append(asyncio.ensure_future(Steps(2)))
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                say("34", await later(2))
            except Exception as error:
                say("35", "went wrong", show(error))
            try:
                say("36", [await w1() for _ in range(2)])
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                say("38")
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                async with asyncio.timeout(-1) as G["40"]:
                    F[1] = loop.create_future()
                    T.append(loop.create_task(w0()))
                say("42", G["40"].expired())
            except Exception as error:
                say("43", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
