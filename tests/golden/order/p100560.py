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
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w3():
    try:
        say("4", await asyncio.gather(asyncio.sleep(1 / 32, "5")))
    except Exception as error:
        say("6", "went wrong", show(error))
    async with asyncio.timeout(1 / 8) as G["7"]:
        try:
            say("8", await asyncio.sleep(1 / 16, "9"))
            say("10", "cancel", any_task(1).cancel("11"))
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 8)
                    say("12", "cancel", any_task(4).cancel("13"))
                except asyncio.CancelledError as error:
                    say("14", "swallowed", show(error))
        except TimeoutError as error:
            say("15", "caught", show(error))
    say("16", G["7"].expired())
    try:
        for _ in range(3):
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    say("17", await asyncio.wait_for(asyncio.shield(asyncio.sleep(1 / 64, "18")), 1 / 32))
                except asyncio.CancelledError as error:
                    say("19", "swallowed", show(error))
            T.append(asyncio.create_task(asyncio.sleep(1 / 8, "20")))
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        say("22", state(F[2]))
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        raise KeyError("24")
    except Exception as error:
        say("25", "went wrong", show(error))
    return "26"


async def w2():
    try:
        say("27", await later(0))
    except Exception as error:
        say("28", "went wrong", show(error))
    try:
        say("29", await asyncio.gather(F[0], w3(), F[1]))
    except Exception as error:
        say("30", "went wrong", show(error))
    return "31"


async def w1():
    say("32", await S.acquire())
    try:
        async with asyncio.timeout_at(loop.time() + -1) as G["33"]:
            async with asyncio.TaskGroup() as G["34"]:
                T.append(G["34"].create_task(w3()))
                T.append(G["34"].create_task(w3()))
                added = callback("35")
                any_task(4).add_done_callback(added)
                await asyncio.sleep(1 / 16)
                say("35", any_task(4).remove_done_callback(added))
                say("36")
            context = contextvars.copy_context()
            context.run(V.set, "37")
            T.append(asyncio.create_task(w3(), context=context))
            say("38", await asyncio.shield(w2()))
        say("39", G["33"].expired())
        say("40", "uncancel", asyncio.current_task().uncancel())
    finally:
        S.release()
    say("41", await B.wait())
    return "42"


async def w0():
    try:
        T.append(loop.create_task(w3()))
    except Exception as error:
        say("43", "went wrong", show(error))
    try:
        say("44", await w1())
    except Exception as error:
        say("45", "went wrong", show(error))
    try:
        async with asyncio.timeout(1 / 16) as G["46"]:
            G["47"] = g0(2)
            T.append(asyncio.ensure_future(anext(G["47"], "48")))
            await asyncio.sleep(1 / 4)
            say("48", await G["47"].aclose())
            G["46"].reschedule(loop.time() + 0)
            await asyncio.sleep(1 / 8)
            say("49")
        say("50", G["46"].expired())
        G["51"] = g0(3)
        say("52", await anext(G["51"]))
        say("53", await anext(G["51"], "none"))
        loop.call_later(1 / 16, raising("54"), 1)
    except asyncio.CancelledError as error:
        say("55", "caught", show(error))
    try:
        async with Guard("56", True):
            say("57", "uncancel", any_task(5).uncancel())
    except Exception as error:
        say("58", "went wrong", show(error))
    try:
        say("59", await B.wait())
    except Exception as error:
        say("60", "went wrong", show(error))
    return "61"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("62")
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                say("64", await w2())
            except Exception as error:
                say("65", "went wrong", show(error))
            try:
                for _ in range(3):
                    loop.call_at(loop.time() + 1 / 4, callback("66"))
                    say("67", V.get())
                    say("68", await w2())
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                try:
                    say("70", await Q.join())
                    handle = loop.call_later(1 / 4, raising("71"), 1)
                    await asyncio.sleep(0)
                    handle.cancel()
                    say("71", handle.cancelled())
                finally:
                    say("72")
                    say("73", await asyncio.gather(F[2], w1(), return_exceptions=True))
            finally:
                say("74")
            try:
                T.append(asyncio.create_task(w3()))
            except Exception as error:
                say("75", "went wrong", show(error))
            try:
                G["76"] = g0(3)
                say("77", await anext(G["76"]))
                say("78", await G["76"].athrow(ValueError("78")))
                G["76"] = None
            except Exception as error:
                say("79", "went wrong", show(error))
            try:
                say("80", await asyncio.wait_for(later(4), 1 / 8))
            except Exception as error:
                say("81", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
