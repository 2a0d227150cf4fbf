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
        try:
            try:
                say("1", await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, "2")), 1 / 32))
                say("3")
            finally:
                say("4")
                say("5", await asyncio.wait_for(asyncio.sleep(1 / 16, "6"), 1 / 8))
            try:
                await asyncio.sleep(1 / 64)
                say("7")
            finally:
                say("8")
                say("9", await asyncio.sleep(0, "10"))
            for next_one in asyncio.as_completed([asyncio.create_task(asyncio.sleep(1 / 64, "11")), asyncio.create_task(asyncio.sleep(1 / 16, "12"))], timeout=1 / 32):
                say("13", await next_one)
        finally:
            say("14")
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        any_task(5).add_done_callback(callback("17"))
    except Exception as error:
        say("18", "went wrong", show(error))
    try:
        async with asyncio.TaskGroup() as G["19"]:
            T.append(G["19"].create_task(asyncio.sleep(1 / 4, "20")))
            T.append(G["19"].create_task(asyncio.sleep(0, "21")))
            async with C:
                C.notify_all()
                say("23", [await asyncio.sleep(1 / 4, "24") for _ in range(2)])
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        async with asyncio.timeout_at(loop.time() + 1 / 32) as G["26"]:
            say("27")
            for _ in range(3):
                handle = loop.call_soon(callback("28"), 1, 2)
                await asyncio.sleep(1 / 16)
                handle.cancel()
                say("28", handle.cancelled())
                G["32"] = [asyncio.ensure_future(later(1)), asyncio.ensure_future(asyncio.sleep(0, "30")), asyncio.ensure_future(asyncio.sleep(0, "31"))]
                G["33"] = await asyncio.wait(G["32"], timeout=1 / 32, return_when=asyncio.FIRST_EXCEPTION)
                say("29", *map(names, G["33"]))
                del G["32"], G["33"]
                E.set()
            say("35", "uncancel", asyncio.current_task().uncancel())
        say("36", G["26"].expired())
    except Exception as error:
        say("37", "went wrong", show(error))
    return "38"


async def w1():
    say("39", "cancel", any_task(4).cancel("40"))
    say("41", await w2())
    return "42"


async def w0():
    say("43", "cancel", any_task(5).cancel("44"))
    await asyncio.sleep(1 / 32)
    async with asyncio.TaskGroup() as G["45"]:
        T.append(G["45"].create_task(w2()))
        T.append(G["45"].create_task(w1()))
        context = contextvars.copy_context()
        context.run(V.set, "46")
        T.append(asyncio.create_task(w2(), context=context))
        F[1].add_done_callback(callback("47"))
    T.append(asyncio.ensure_future(Steps(0)))
    return "49"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    any_task(3).add_done_callback(callback("50"))
                except Exception as error:
                    say("51", "caught", show(error))
                    say("52", await later(0))
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", await asyncio.shield(later(2)))
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                say("56", await w2())
            except Exception as error:
                say("57", "went wrong", show(error))
            try:
                G["59"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(later(4))]
                G["60"] = await asyncio.wait(G["59"], timeout=-1, return_when=asyncio.ALL_COMPLETED)
                say("58", *map(names, G["60"]))
                for t in G["59"]:
                    t.cancel()
                t = None
                del G["59"], G["60"]
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                say("62", any_task(3).done(), any_task(3).cancelled())
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                any_task(0).add_done_callback(callback("64"))
            except Exception as error:
                say("65", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
