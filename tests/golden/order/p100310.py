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
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 4)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(3 / 64)
            got = yield i
            say("4", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("5", "generator ends")
        await asyncio.sleep(1 / 4)
        say("6", "generator ended")


async def w4():
    await asyncio.sleep(1 / 64)
    say("7")
    say("8", await asyncio.wait_for(asyncio.sleep(0, "9"), 3 / 64))
    async for item in g1(1):
        say("10", item)
        await asyncio.sleep(1 / 32)
        break
    try:
        say("11", "cancel", any_task(4).cancel("12"))
        any_task(4).cancel()
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w3():
    try:
        try:
            try:
                await asyncio.sleep(3 / 64)
            finally:
                say("15")
                say("16", [x async for x in g0(2)])
            E.set()
            T.append(loop.create_task(w4()))
        except asyncio.CancelledError as error:
            say("18", "caught", show(error))
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        async with asyncio.timeout(0) as G["20"]:
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    say("21", state(any_task(5)))
                except asyncio.CancelledError as error:
                    say("22", "swallowed", show(error))
            async for item in g0(3):
                say("23", item)
                say("24", await Steps(1))
            G["20"].reschedule(loop.time() + 0)
            await asyncio.sleep(0)
        say("25", G["20"].expired())
    except Exception as error:
        say("26", "went wrong", show(error))
    return "27"


async def w2():
    try:
        say("28", await later(2))
    except Exception as error:
        say("29", "went wrong", show(error))
    try:
        try:
            say("30", "uncancel", asyncio.current_task().uncancel())
        finally:
            say("31")
    except Exception as error:
        say("32", "went wrong", show(error))
    return "33"


async def w1():
    say("34", await E.wait())
    context = contextvars.copy_context()
    context.run(V.set, "35")
    T.append(asyncio.create_task(w4(), context=context))
    T.append(asyncio.create_task(w4()))
    for _ in range(2):
        say("36", await asyncio.gather(F[2], w2(), return_exceptions=True))
    loop.call_at(loop.time() + 3 / 64, callback("37"))
    return "38"


async def w0():
    async with Guard("39", False):
        loop.call_soon(lambda: say("40", V.get()))
    T.append(asyncio.create_task(w2(), name="41"))
    async with Guard("42", False):
        async with C:
            say("43", await C.wait_for(E.is_set))
            say("44", any_task(5).done(), any_task(5).cancelled())
        say("45", "cancel", any_task(2).cancel())
    async with Guard("46", True):
        say("47", await Q.put(2))
        await asyncio.sleep(1 / 16)
        for _ in range(3):
            loop.call_soon(raising("48"), 1, 2)
    say("49", await w4())
    return "50"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            say("51", await later(4))
            try:
                say("52", F[2].cancel())
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                try:
                    F[2] = loop.create_future()
                except BaseException as error:
                    say("55", "caught", show(error))
                    raise
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                say("57", await asyncio.gather(w0(), w2()))
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["59"]:
                    T.append(G["59"].create_task(asyncio.sleep(3 / 64, "60"), name="61"))
                    T.append(G["59"].create_task(w0()))
                    T.append(G["59"].create_task(asyncio.sleep(1 / 8, "62")))
                    say("63")
            except Exception as error:
                say("64", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
