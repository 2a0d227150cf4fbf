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


async def w3():
    say("1", await asyncio.wait_for(asyncio.sleep(0, "2"), 1 / 8))
    try:
        say("3", await asyncio.wait_for(asyncio.sleep(1 / 8, "4"), 1 / 64))
    except Exception as error:
        say("5", "went wrong", show(error))
    T.append(asyncio.create_task(asyncio.sleep(1 / 16, "6"), name="7"))
    try:
        F[1].done() or F[1].set_exception(ValueError("8"))
    except Exception as error:
        say("9", "went wrong", show(error))
    return "10"


async def w2():
    try:
        try:
            for _ in range(2):
                say("11")
            say("12", await Q.join())
            loop.call_at(loop.time() + 0, raising("13"))
        except asyncio.CancelledError as error:
            say("14", "caught", show(error))
    except ValueError as error:
        say("15", "caught", show(error))
        raise RuntimeError("16") from error
    for _ in range(2):
        T.append(loop.create_task(w3()))
        for _ in range(3):
            say("17", V.get())
            E.clear()
        G["20"] = [asyncio.ensure_future(w3())]
        G["21"] = await asyncio.wait(G["20"], timeout=1 / 16, return_when=asyncio.ALL_COMPLETED)
        say("19", *map(names, G["21"]))
        del G["20"], G["21"]
    say("22", "uncancel", any_task(3).uncancel())
    return "23"


async def w1():
    say("24", await asyncio.gather())
    any_task(5).add_done_callback(callback("25"))
    return "26"


async def w0():
    await asyncio.sleep(0)
    async with Guard("27", True):
        say("28", [await w1() for _ in range(2)])
        await asyncio.sleep(3 / 64)
        say("29")
    try:
        say("30")
        any_task(4).add_done_callback(callback("31"))
        T.append(asyncio.create_task(asyncio.sleep(1 / 16, "32"), name="33"))
    finally:
        say("34")
        say("35")
    return "36"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(1 / 32)
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                say("38", V.get())
            except Exception as error:
                say("39", "went wrong", show(error))
            say("40", await asyncio.gather(later(1), w3(), return_exceptions=True))
            for _ in range(2):
                say("41", "uncancel", asyncio.current_task().uncancel())
                for next_one in asyncio.as_completed([asyncio.create_task(w3()), asyncio.create_task(w2())], timeout=1 / 32):
                    say("42", await next_one)
            try:
                say("43")
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45", await later(3))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                say("47", await F[1])
            except Exception as error:
                say("48", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w0()))


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
