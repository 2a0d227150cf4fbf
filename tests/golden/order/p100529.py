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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(3 / 64)
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")
        await asyncio.sleep(1 / 16)
        say("6", "generator ended")


async def w2():
    async for item in g0(2):
        say("7", item)
        await asyncio.sleep(1 / 8)
        say("8")
        break
    say("9", F[0].cancel())
    return "10"


async def w1():
    try:
        try:
            try:
                say("11", "uncancel", asyncio.current_task().uncancel())
                await asyncio.sleep(1 / 32)
                say("12")
            except ValueError as error:
                say("13", "caught", show(error))
                E.set()
            await asyncio.sleep(1 / 32)
            say("15")
            try:
                raise ValueError("16")
                say("17", state(F[0]))
                say("18", "cancel", any_task(3).cancel("19"))
            finally:
                say("20")
                E.set()
        except Exception as error:
            say("22", "caught", show(error))
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        raise ValueError("24")
    except Exception as error:
        say("25", "went wrong", show(error))
    return "26"


async def w0():
    try:
        say("27", await asyncio.wait_for(asyncio.shield(later(2)), 1 / 32))
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        say("29", await B.wait())
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        say("31", await Q.put(1))
    except Exception as error:
        say("32", "went wrong", show(error))
    return "33"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            try:
                await asyncio.sleep(0)
            except Exception as error:
                say("34", "went wrong", show(error))
            try:
                say("35", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("36", "went wrong", show(error))
            async with Guard("37", True):
                try:
                    G["38"] = g1(2)
                    G["38"] = None
                    G["38"] = None
                    added = callback("40")
                    any_task(2).add_done_callback(added)
                    await asyncio.sleep(1 / 8)
                    say("40", any_task(2).remove_done_callback(added))
                    gathered = asyncio.gather()
                    await asyncio.sleep(1 / 16)
                    say("41", gathered.cancel())
                    say("41", await gathered)
                finally:
                    say("42")
                T.append(asyncio.create_task(w1()))
            await asyncio.sleep(0)
            say("43")
            try:
                T.append(asyncio.create_task(w0()))
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45", await asyncio.gather(w2(), return_exceptions=True))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                try:
                    await asyncio.sleep(1 / 32)
                    say("47")
                except Exception as error:
                    say("48", "caught", show(error))
            except Exception as error:
                say("49", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
