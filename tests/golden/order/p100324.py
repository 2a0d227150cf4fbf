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


tells = True


async def g0(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 8)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 32)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")
        await asyncio.sleep(3 / 64)
        say("5", "generator ended")


async def w2():
    try:
        async with asyncio.TaskGroup() as G["6"]:
            T.append(G["6"].create_task(asyncio.sleep(1 / 16, "7")))
            async with asyncio.timeout(1 / 64) as G["8"]:
                context = contextvars.copy_context()
                context.run(V.set, "9")
                T.append(asyncio.create_task(asyncio.sleep(1 / 4, "10"), context=context))
            say("11", G["8"].expired())
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        say("13", "cancel", any_task(1).cancel("14"))
    except Exception as error:
        say("15", "went wrong", show(error))
    await asyncio.sleep(1 / 16)
    say("16")
    return "17"


async def w1():
    await asyncio.sleep(0)
    async with asyncio.TaskGroup() as G["18"]:
        T.append(G["18"].create_task(w2()))
        try:
            say("19", await asyncio.wait_for(w2(), 0))
            any_task(2).add_done_callback(callback("20"))
        except asyncio.CancelledError as error:
            say("21", "caught", show(error))
            await asyncio.sleep(1 / 32)
            say("22")
        async with Guard("23", False):
            say("24")
        added = callback("25")
        any_task(4).add_done_callback(added)
        await asyncio.sleep(1 / 16)
        say("25", any_task(4).remove_done_callback(added))
    G["26"] = g1(2)
    T.append(asyncio.ensure_future(anext(G["26"], "27")))
    await asyncio.sleep(0)
    say("27", await G["26"].aclose())
    G["26"] = None
    async with S:
        say("28", names(asyncio.all_tasks()))
        T.append(loop.create_task(w2()))
    say("29", await B.wait())
    return "30"


async def w0():
    try:
        say("31", await asyncio.wait_for(w1(), 1 / 8))
        say("32", "uncancel", any_task(3).uncancel())
        for _ in range(3):
            await asyncio.sleep(1 / 4)
            say("33")
            async for item in g1(3):
                say("34", item)
                say("35", await asyncio.wait_for(w1(), 1 / 64))
                break
    finally:
        say("36")
        say("37", await w2())
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 32)
            say("38", await asyncio.shield(F[0]))
        except asyncio.CancelledError as error:
            say("39", "swallowed", show(error))
    return "40"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["41"]:
                    T.append(G["41"].create_task(w1(), name="42"))
                    T.append(G["41"].create_task(w2()))
                    T.append(G["41"].create_task(w1()))
                    await asyncio.sleep(0)
                    await asyncio.sleep(1 / 4)
                    say("43")
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45")
            except Exception as error:
                say("46", "went wrong", show(error))
            say("47", await w2())
            await asyncio.sleep(1 / 32)
            try:
                try:
                    say("48", await asyncio.sleep(1 / 4, "49"))
                except asyncio.CancelledError as error:
                    say("50", "caught", show(error))
                    raise
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                try:
                    say("52", await asyncio.wait_for(w2(), 1 / 8))
                    T.append(loop.create_task(w1()))
                    say("53", await later(2))
                except Exception as error:
                    say("54", "caught", show(error))
            except Exception as error:
                say("55", "went wrong", show(error))
            raise RuntimeError("56")
            say("57", await B.wait())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w0()))


asyncio.run(main())
print("over")
