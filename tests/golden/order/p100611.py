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
            await asyncio.sleep(1 / 16)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(3 / 64)
            got = yield i
            say("3", i, got)
        raise ValueError("generator")
    finally:
        say("4", "generator ends")


async def w2():
    async with L:
        say("5", await asyncio.shield(asyncio.sleep(1 / 64, "6")))
    try:
        try:
            await asyncio.sleep(1 / 16)
            say("7")
        except TimeoutError as error:
            say("8", "caught", show(error))
            await asyncio.sleep(0)
            say("9")
    except Exception as error:
        say("10", "went wrong", show(error))
    try:
        T.append(loop.create_task(asyncio.sleep(0, "11"), name="12"))
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w1():
    Q.shutdown()
    await asyncio.sleep(1 / 32)
    say("16")
    T.append(asyncio.ensure_future(w2()))
    try:
        F[0].set_result("17")
    except BaseException as error:
        say("18", "caught", show(error))
    return "19"


async def w0():
    await B.abort()
    say("21", "uncancel", asyncio.current_task().uncancel())
    say("22", await w1())
    say("23", "uncancel", asyncio.current_task().uncancel())
    G["24"] = g0(1)
    say("25", await anext(G["24"]))
    say("26", await G["24"].asend("26"))
    G["24"] = None
    return "27"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(0)
                        say("28")
                    except asyncio.CancelledError as error:
                        say("29", "swallowed", show(error))
            except Exception as error:
                say("30", "went wrong", show(error))
            try:
                async with Guard("31", False):
                    any_task(1).add_done_callback(callback("32"))
            except Exception as error:
                say("33", "went wrong", show(error))
            try:
                async for item in g0(3):
                    say("34", item)
                    E.set()
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["37"]:
                    T.append(G["37"].create_task(w1()))
                    T.append(G["37"].create_task(w2()))
                    T.append(G["37"].create_task(w0()))
                    G["39"] = [asyncio.ensure_future(w2())]
                    G["40"] = await asyncio.wait(G["39"], timeout=0, return_when=asyncio.FIRST_COMPLETED)
                    say("38", *map(names, G["40"]))
                    del G["39"], G["40"]
                    raise RuntimeError("41")
                    say("42", await asyncio.shield(F[2]))
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                say("44", await w2())
            except Exception as error:
                say("45", "went wrong", show(error))
            try:
                for _ in range(2):
                    say("46", await later(2))
                    say("47", any_task(0).done(), any_task(0).cancelled())
                    say("48", await asyncio.gather(w2(), F[2], return_exceptions=True))
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 64)
                say("50")
            except Exception as error:
                say("51", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
