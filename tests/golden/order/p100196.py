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
    context = contextvars.copy_context()
    context.run(V.set, "1")
    T.append(asyncio.create_task(asyncio.sleep(0, "2"), context=context))
    say("3", "cancel", any_task(4).cancel("4"))
    any_task(4).cancel()
    T.append(asyncio.create_task(asyncio.sleep(1 / 8, "5"), name="6"))
    return "7"


async def w3():
    try:
        say("8", await asyncio.wait_for(w4(), 3 / 64))
    except (KeyError, RuntimeError) as error:
        say("9", "caught", show(error))
        say("10", await w4())
    T.append(asyncio.ensure_future(w4()))
    return "12"


async def w2():
    await asyncio.sleep(1 / 4)
    say("13")
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            raise RuntimeError("14")
        except asyncio.CancelledError as error:
            say("15", "swallowed", show(error))
    say("16", "cancel", any_task(1).cancel("17"))
    any_task(1).cancel()
    return "18"


async def w1():
    try:
        T.append(asyncio.create_task(w3(), name="19"))
    except TimeoutError as error:
        say("20", "caught", show(error))
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            G["22"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w4()), asyncio.ensure_future(w3())]
            G["23"] = await asyncio.wait(G["22"], timeout=1 / 64, return_when=asyncio.FIRST_EXCEPTION)
            say("21", *map(names, G["23"]))
            del G["22"], G["23"]
        except asyncio.CancelledError as error:
            say("24", "swallowed", show(error))
    try:
        T.append(loop.create_task(w3()))
        Q.put_nowait(6)
    except ValueError as error:
        say("26", "caught", show(error))
    E.set()
    return "28"


async def w0():
    try:
        say("29", [await w3() for _ in range(2)])
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        say("31", state(any_task(4)))
    except Exception as error:
        say("32", "went wrong", show(error))
    return "33"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 32)
                    await asyncio.sleep(0)
                except asyncio.CancelledError as error:
                    say("34", "swallowed", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(0)
                        say("35")
                    except asyncio.CancelledError as error:
                        say("36", "swallowed", show(error))
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                say("38", await w3())
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1()))
            except Exception as error:
                say("40", "went wrong", show(error))
            say("41", await later(3))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
