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


async def w1():
    try:
        say("1", await L.acquire())
        try:
            try:
                say("2", await Bad())
                say("3", await asyncio.wait_for(later(1), 1 / 16))
            finally:
                say("4")
                say("5", await later(3))
        finally:
            L.release()
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        say("7", await asyncio.wait_for(asyncio.shield(asyncio.sleep(1 / 32, "8")), 1 / 32))
    except Exception as error:
        say("9", "went wrong", show(error))
    return "10"


async def w0():
    try:
        say("11")
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        try:
            say("13", "cancel", any_task(5).cancel())
            T.append(asyncio.create_task(w1()))
            say("14", await w1())
        except BaseException as error:
            say("15", "caught", show(error))
            raise RuntimeError("16") from error
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        say("18", await Steps(0))
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        say("20", await w1())
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        say("22", await Steps(3))
    except Exception as error:
        say("23", "went wrong", show(error))
    return "24"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                F[1].done() or F[1].set_result("25")
            except Exception as error:
                say("26", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["27"]:
                    T.append(G["27"].create_task(w0()))
                    T.append(G["27"].create_task(w0()))
                    T.append(G["27"].create_task(w1(), name="28"))
                    say("29", await later(4))
                    say("30")
            except Exception as error:
                say("31", "went wrong", show(error))
            try:
                say("32", await w0())
            finally:
                say("33")
                async for task in asyncio.as_completed([asyncio.create_task(w1()), asyncio.create_task(w0())]):
                    say("34", task.get_name(), state(task))
            try:
                loop.call_at(loop.time() + 1 / 64, raising("35"))
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                async with asyncio.timeout(1 / 64) as G["37"]:
                    say("38", V.get())
                say("39", G["37"].expired())
            except Exception as error:
                say("40", "went wrong", show(error))
            raise Oops("41")
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
