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
    say("1", "cancel", any_task(1).cancel("2"))
    say("3", "uncancel", any_task(5).uncancel())
    await asyncio.sleep(1 / 16)
    say("4")
    async with asyncio.TaskGroup() as G["5"]:
        T.append(G["5"].create_task(asyncio.sleep(0, "6")))
        T.append(G["5"].create_task(asyncio.sleep(1 / 8, "7")))
        say("8")
    await asyncio.sleep(0)
    say("9")
    return "10"


async def w3():
    say("11", "uncancel", any_task(0).uncancel())
    say("12")
    gathered = asyncio.gather(w4(), return_exceptions=True)
    await asyncio.sleep(0)
    say("13", gathered.cancel())
    say("13", await gathered)
    return "14"


async def w2():
    say("15", "cancel", any_task(5).cancel())
    say("16", any_task(3).cancelling())
    return "17"


async def w1():
    try:
        await asyncio.sleep(0)
        say("18")
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        say("20", await asyncio.gather())
    except Exception as error:
        say("21", "went wrong", show(error))
    Q.task_done()
    try:
        await asyncio.sleep(1 / 32)
        say("23")
    except Exception as error:
        say("24", "went wrong", show(error))
    say("25", "cancel", any_task(1).cancel("26"))
    return "27"


async def w0():
    say("28")
    say("29", await asyncio.shield(later(1)))
    return "30"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["31"]:
                    T.append(G["31"].create_task(w3()))
                    F[2].add_done_callback(callback("32"))
                    any_task(1).add_done_callback(callback("33"))
            except Exception as error:
                say("34", "went wrong", show(error))
            say("35", await w4())
            say("36", "uncancel", asyncio.current_task().uncancel())
            try:
                handle = loop.call_soon(callback("37"), 1, 2)
                await asyncio.sleep(3 / 64)
                handle.cancel()
                say("37", handle.cancelled())
            except Exception as error:
                say("38", "went wrong", show(error))
            say("39", "cancel", any_task(5).cancel())
            try:
                G["41"] = [asyncio.ensure_future(later(2)), asyncio.ensure_future(w4()), asyncio.ensure_future(later(1))]
                G["42"] = await asyncio.wait(G["41"], timeout=3 / 64, return_when=asyncio.FIRST_COMPLETED)
                say("40", *map(names, G["42"]))
                for t in G["41"]:
                    t.cancel()
                t = None
                del G["41"], G["42"]
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
