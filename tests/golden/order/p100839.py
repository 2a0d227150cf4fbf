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


async def w4():
    try:
        say("3", "cancel", any_task(0).cancel("4"))
    except Exception as error:
        say("5", "went wrong", show(error))
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            loop.call_soon(lambda: say("6", V.get()))
        except asyncio.CancelledError as error:
            say("7", "swallowed", show(error))
    try:
        async with Guard("8", False):
            say("9", [await asyncio.sleep(1 / 4, "10") for _ in range(2)])
            say("11", await asyncio.shield(asyncio.sleep(0, "12")))
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w3():
    try:
        async with C:
            C.notify_all()
            await asyncio.sleep(1 / 32)
            say("16")
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 32)
                G["18"] = g0(3)
                say("19", await anext(G["18"]))
                await asyncio.sleep(1 / 64)
                say("21")
            except asyncio.CancelledError as error:
                say("22", "swallowed", show(error))
    except Exception as error:
        say("23", "went wrong", show(error))
    return "24"


async def w2():
    gathered = asyncio.gather()
    await asyncio.sleep(0)
    say("25", gathered.cancel())
    say("25", await gathered)
    context = contextvars.copy_context()
    context.run(V.set, "26")
    T.append(asyncio.create_task(w4(), context=context))
    say("27", await asyncio.gather(w3(), w4(), return_exceptions=True))
    try:
        say("28", await w4())
    finally:
        say("29")
        E.clear()
    try:
        await asyncio.sleep(1 / 4)
    finally:
        say("31")
        say("32", state(any_task(4)))
    return "33"


async def w1():
    try:
        raise RuntimeError("34")
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 32)
        say("36")
    except Exception as error:
        say("37", "went wrong", show(error))
    try:
        say("38")
    except Exception as error:
        say("39", "went wrong", show(error))
    try:
        say("40", Q.get_nowait())
    except Exception as error:
        say("41", "went wrong", show(error))
    return "42"


async def w0():
    async with S:
        say("43", await w3())
        async for item in g0(1):
            say("44", item)
            say("45", await later(1))
    say("46", await asyncio.shield(later(0)))
    return "47"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 16)
                say("49")
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                raise ValueError("51")
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                async for item in g0(1):
                    say("53", item)
                    say("54", await asyncio.gather(w0()))
                    break
            except Exception as error:
                say("55", "went wrong", show(error))
            say("56", await S.acquire())
            try:
                say("57", await B.wait())
                T.append(asyncio.create_task(w4()))
                try:
                    say("58", any_task(4).result())
                    say("59", await asyncio.wait_for(w2(), 1 / 32))
                    say("60", await asyncio.wait_for(w2(), -1))
                except Exception as error:
                    say("61", "caught", show(error))
                    raise RuntimeError("62") from error
            finally:
                S.release()
            try:
                say("63", await Steps(0))
            except Exception as error:
                say("64", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
