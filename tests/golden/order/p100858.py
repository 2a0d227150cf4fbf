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
    T.append(loop.create_task(asyncio.sleep(1 / 32, "1"), name="2"))
    say("3", await S.acquire())
    try:
        say("4", await asyncio.shield(asyncio.sleep(1 / 32, "5")))
        say("6", "cancel", any_task(1).cancel("7"))
        async with asyncio.timeout(None) as G["8"]:
            V.set("9")
            async with S:
                loop.call_at(loop.time() + 0, callback("10"))
                F[2].add_done_callback(callback("11"))
        say("12", G["8"].expired())
    finally:
        S.release()
    say("13", await later(2))
    return "14"


async def w0():
    say("15", state(any_task(5)))
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 8)
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            say("16", "swallowed", show(error))
    loop.call_later(1 / 4, callback("17"), 1)
    say("18", await later(0))
    return "19"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                T.append(loop.create_task(w1()))
            except Exception as error:
                say("20", "went wrong", show(error))
            T.append(asyncio.ensure_future(w0()))
            say("21", "cancel", any_task(1).cancel())
            try:
                async with Guard("22", False):
                    say("23", "cancel", any_task(3).cancel())
                    G["25"] = [asyncio.ensure_future(w1()), asyncio.ensure_future(later(2)), asyncio.ensure_future(w0())]
                    G["26"] = await asyncio.wait(G["25"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
                    say("24", *map(names, G["26"]))
                    for t in G["25"]:
                        t.cancel()
                    t = None
                    del G["25"], G["26"]
                    say("27", await asyncio.wait_for(asyncio.sleep(1 / 16, "28"), 3 / 64))
            except Exception as error:
                say("29", "went wrong", show(error))
            say("30", await later(4))
            try:
                await B.reset()
            except Exception as error:
                say("32", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
