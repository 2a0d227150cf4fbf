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
    say("1", await later(3))
    say("2", await asyncio.gather(asyncio.sleep(0, "3"), return_exceptions=True))
    say("4", await asyncio.wait_for(asyncio.sleep(0, "5"), 1 / 32))
    say("6", await asyncio.wait_for(F[2], 3 / 64))
    return "7"


async def w0():
    try:
        say("8", await w1())
    except Exception as error:
        say("9", "went wrong", show(error))
    await asyncio.sleep(0)
    return "10"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            async with asyncio.TaskGroup() as G["11"]:
                T.append(G["11"].create_task(w0()))
                T.append(G["11"].create_task(w0(), name="12"))
                try:
                    say("13", await asyncio.gather(later(0), w1(), w0(), return_exceptions=True))
                except TimeoutError as error:
                    say("14", "caught", show(error))
                    raise RuntimeError("15") from error
            try:
                try:
                    gathered = asyncio.gather(later(0), w1(), return_exceptions=True)
                    await asyncio.sleep(1 / 64)
                    say("16", gathered.cancel())
                    say("16", await gathered)
                    say("17", await Q.get())
                    loop.call_at(loop.time() + 1 / 64, callback("18"))
                except Exception as error:
                    say("19", "caught", show(error))
                    raise RuntimeError("20") from error
            except Exception as error:
                say("21", "went wrong", show(error))
            try:
                G["23"] = [asyncio.ensure_future(w1())]
                G["24"] = await asyncio.wait(G["23"], timeout=1 / 32, return_when=asyncio.ALL_COMPLETED)
                say("22", *map(names, G["24"]))
                del G["23"], G["24"]
            except Exception as error:
                say("25", "went wrong", show(error))
            try:
                try:
                    loop.call_soon(lambda: say("26", V.get()))
                    F[2].add_done_callback(callback("27"))
                    loop.call_at(loop.time() + 3 / 64, callback("28"))
                except TimeoutError as error:
                    say("29", "caught", show(error))
            except Exception as error:
                say("30", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
