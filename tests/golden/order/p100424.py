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
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def w1():
    try:
        G["7"] = [asyncio.ensure_future(asyncio.sleep(1 / 8, "5")), asyncio.ensure_future(asyncio.sleep(1 / 16, "6")), asyncio.ensure_future(F[1])]
        G["8"] = await asyncio.wait(G["7"], timeout=3 / 64, return_when=asyncio.FIRST_EXCEPTION)
        say("4", *map(names, G["8"]))
        del G["7"], G["8"]
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        any_task(5).add_done_callback(callback("10"))
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 16)
        say("12")
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w0():
    say("15", "uncancel", asyncio.current_task().uncancel())
    say("16")
    try:
        say("17", "uncancel", any_task(1).uncancel())
        say("18", "uncancel", any_task(4).uncancel())
        G["19"] = g0(1)
        say("20", await anext(G["19"]))
        say("21", await G["19"].asend("21"))
        G["19"] = None
    except asyncio.CancelledError as error:
        say("22", "caught", show(error))
        raise
    say("23", "cancel", any_task(0).cancel("24"))
    return "25"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async for task in asyncio.as_completed([asyncio.create_task(w0()), asyncio.create_task(w1()), asyncio.create_task(w1())], timeout=1 / 32):
                    say("26", task.get_name(), state(task))
            except Exception as error:
                say("27", "went wrong", show(error))
            try:
                say("28", names(asyncio.all_tasks()))
            except Exception as error:
                say("29", "went wrong", show(error))
            try:
                async with C:
                    C.notify_all()
                    F[1] = loop.create_future()
            except Exception as error:
                say("32", "went wrong", show(error))
            try:
                try:
                    say("33")
                    gathered = asyncio.gather(F[0], w1())
                    await asyncio.sleep(1 / 16)
                    say("34", gathered.cancel())
                    say("34", await gathered)
                    Q.shutdown()
                finally:
                    say("36")
                    say("37", await asyncio.wait_for(later(0), None))
            except Exception as error:
                say("38", "went wrong", show(error))
            try:
                async for item in g0(3):
                    say("39", item)
                    say("40", await w0())
                    break
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                say("42", await Q.get())
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
