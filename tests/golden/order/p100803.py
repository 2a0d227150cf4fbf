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
    say("1", await asyncio.sleep(1 / 32, "2"))
    await asyncio.sleep(1 / 64)
    Q.task_done()
    await asyncio.sleep(1 / 16)
    raise Oops("4")
    return "5"


async def w0():
    say("6", await Q.put(3))
    async with Guard("7", True):
        try:
            say("8", await S.acquire())
            try:
                say("9", await asyncio.wait_for(asyncio.shield(w1()), 1 / 32))
                E.set()
            finally:
                S.release()
        finally:
            say("11")
    return "12"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("13", await asyncio.gather(later(3), w0()))
                    G["15"] = [asyncio.ensure_future(w0()), asyncio.ensure_future(F[1])]
                    G["16"] = await asyncio.wait(G["15"], timeout=-1, return_when=asyncio.FIRST_EXCEPTION)
                    say("14", *map(names, G["16"]))
                    for t in G["15"]:
                        t.cancel()
                    t = None
                    del G["15"], G["16"]
                    say("17", [await w0() for _ in range(2)])
                except asyncio.CancelledError as error:
                    say("18", "caught", show(error))
            except Exception as error:
                say("19", "went wrong", show(error))
            try:
                say("20", await L.acquire())
                try:
                    E.set()
                    say("22", await w1())
                finally:
                    L.release()
            except Exception as error:
                say("23", "went wrong", show(error))
            try:
                try:
                    V.set("24")
                    loop.call_at(loop.time() + 1 / 16, callback("25"))
                finally:
                    say("26")
                    V.set("27")
            except Exception as error:
                say("28", "went wrong", show(error))
            try:
                say("29", await asyncio.wait_for(w0(), 1 / 64))
            except Exception as error:
                say("30", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 64)
                say("31")
            except Exception as error:
                say("32", "went wrong", show(error))
            async with asyncio.timeout_at(loop.time() + 0) as G["33"]:
                say("34", await asyncio.sleep(0, "35"))
            say("36", G["33"].expired())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
