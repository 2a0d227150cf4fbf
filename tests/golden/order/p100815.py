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
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 8)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")
        await asyncio.sleep(0)
        say("5", "generator ended")


async def w1():
    async with Guard("6", True):
        for _ in range(3):
            async with asyncio.TaskGroup() as G["7"]:
                T.append(G["7"].create_task(asyncio.sleep(1 / 4, "8"), name="9"))
                G["10"] = g0(3)
                say("11", await anext(G["10"]))
                await asyncio.sleep(0)
                say("13")
                G["10"] = None
                say("14")
            try:
                say("15", await asyncio.sleep(3 / 64, "16"))
                await asyncio.sleep(0)
                say("17")
                say("18")
            except asyncio.CancelledError as error:
                say("19", "caught", show(error))
                raise RuntimeError("20") from error
            async with asyncio.TaskGroup() as G["21"]:
                T.append(G["21"].create_task(asyncio.sleep(1 / 8, "22"), name="23"))
                T.append(G["21"].create_task(asyncio.sleep(1 / 16, "24"), name="25"))
                T.append(G["21"].create_task(asyncio.sleep(1 / 4, "26")))
                T.append(asyncio.create_task(asyncio.sleep(3 / 64, "27"), name="28"))
                T.append(asyncio.create_task(asyncio.sleep(1 / 32, "29"), name="30"))
                loop.call_later(3 / 64, callback("31"), 1)
    F[2].done() or F[2].set_exception(ValueError("32"))
    handle = loop.call_soon(callback("33"), 1, 2)
    await asyncio.sleep(0)
    handle.cancel()
    say("33", handle.cancelled())
    say("34", await B.wait())
    try:
        async with Guard("35", True):
            say("36", await asyncio.wait_for(asyncio.sleep(0, "37"), 0))
            say("38", Q.qsize(), Q.empty(), Q.full())
            await asyncio.sleep(1 / 16)
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("39", F[2].cancel())
            except asyncio.CancelledError as error:
                say("40", "swallowed", show(error))
    except asyncio.CancelledError as error:
        say("41", "caught", show(error))
        raise
    return "42"


async def w0():
    try:
        async with asyncio.timeout_at(loop.time() + 1 / 64) as G["43"]:
            say("44", await B.wait())
        say("45", G["43"].expired())
    except Exception as error:
        say("46", "went wrong", show(error))
    try:
        for _ in range(3):
            say("47")
            say("48", await w1())
    except Exception as error:
        say("49", "went wrong", show(error))
    return "50"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            try:
                say("51")
            except Exception as error:
                say("52", "went wrong", show(error))
            any_task(3).add_done_callback(callback("53"))
            try:
                say("54", "uncancel", any_task(2).uncancel())
            except Exception as error:
                say("55", "went wrong", show(error))
            try:
                for _ in range(3):
                    say("56", "uncancel", any_task(4).uncancel())
                    loop.call_later(0, raising("57"), 1)
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                for _ in range(3):
                    T.append(asyncio.ensure_future(w0()))
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                say("60", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                try:
                    await asyncio.sleep(3 / 64)
                except (KeyError, RuntimeError) as error:
                    say("62", "caught", show(error))
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                async with asyncio.timeout(1 / 8) as G["64"]:
                    say("65")
                    say("66", await asyncio.gather(w0(), return_exceptions=True))
                    say("67", await asyncio.wait_for(w0(), 3 / 64))
                say("68", G["64"].expired())
            except Exception as error:
                say("69", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
