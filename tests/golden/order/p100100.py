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
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")


async def w4():
    T.append(asyncio.create_task(asyncio.sleep(0, "3")))
    E.clear()
    try:
        async with asyncio.timeout(None) as G["5"]:
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 16)
                    say("6", "cancel", any_task(1).cancel())
                except asyncio.CancelledError as error:
                    say("7", "swallowed", show(error))
            context = contextvars.copy_context()
            context.run(V.set, "8")
            T.append(asyncio.create_task(asyncio.sleep(1 / 16, "9"), context=context))
            say("10")
        say("11", G["5"].expired())
    finally:
        say("12")
        for _ in range(3):
            say("13", await asyncio.wait_for(later(4), -1))
    added = callback("14")
    any_task(0).add_done_callback(added)
    await asyncio.sleep(1 / 16)
    say("14", any_task(0).remove_done_callback(added))
    return "15"


async def w3():
    await asyncio.sleep(1 / 16)
    async for task in asyncio.as_completed([asyncio.create_task(w4()), asyncio.create_task(w4())]):
        say("16", task.get_name(), state(task))
    say("17", await asyncio.gather(w4(), return_exceptions=True))
    G["20"] = [asyncio.ensure_future(asyncio.sleep(1 / 4, "19"))]
    G["21"] = await asyncio.wait(G["20"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
    say("18", *map(names, G["21"]))
    del G["20"], G["21"]
    return "22"


async def w2():
    Q.task_done()
    say("24", await asyncio.wait_for(w3(), 0))
    await asyncio.sleep(1 / 8)
    async with C:
        say("25", await C.wait())
        async with asyncio.TaskGroup() as G["26"]:
            T.append(G["26"].create_task(w4()))
            T.append(G["26"].create_task(w4()))
            try:
                say("27", "cancel", any_task(2).cancel())
                say("28", await E.wait())
            except asyncio.CancelledError as error:
                say("29", "caught", show(error))
                handle = loop.call_soon(callback("30"), 1, 2)
                await asyncio.sleep(1 / 8)
                handle.cancel()
                say("30", handle.cancelled())
            async with asyncio.timeout(-1) as G["31"]:
                say("32")
                T.append(asyncio.ensure_future(w4()))
                say("34")
            say("35", G["31"].expired())
    return "36"


async def w1():
    try:
        say("37", await B.wait())
    except Exception as error:
        say("38", "went wrong", show(error))
    try:
        any_task(3).add_done_callback(callback("39"))
    except Exception as error:
        say("40", "went wrong", show(error))
    return "41"


async def w0():
    try:
        say("42", "cancel", any_task(0).cancel())
    except Exception as error:
        say("43", "went wrong", show(error))
    try:
        say("44", any_task(1).result())
    except Exception as error:
        say("45", "went wrong", show(error))
    try:
        say("46", "uncancel", any_task(4).uncancel())
    except Exception as error:
        say("47", "went wrong", show(error))
    async with L:
        say("48", await asyncio.wait_for(w2(), 1 / 16))
    try:
        async for item in g0(2):
            say("49", item)
            T.append(asyncio.ensure_future(Steps(0)))
    except Exception as error:
        say("51", "went wrong", show(error))
    return "52"


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
            await asyncio.sleep(1 / 64)
            say("53")
            try:
                for _ in range(3):
                    say("54")
                    T.append(asyncio.create_task(w0()))
                    say("55", [x async for x in g0(2)])
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w0(), name="57"))
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                say("59")
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                say("61", await Steps(3))
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                for _ in range(2):
                    raise RuntimeError("63")
                    say("64", "cancel", any_task(2).cancel())
            except Exception as error:
                say("65", "went wrong", show(error))
            try:
                loop.call_later(1 / 16, callback("66"), 1)
            except Exception as error:
                say("67", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
