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
    finally:
        say("2", "generator ends")


async def w4():
    try:
        try:
            await asyncio.sleep(1 / 16)
            say("3")
            await asyncio.sleep(1 / 64)
        except Exception as error:
            say("4", "caught", show(error))
            say("5", await asyncio.sleep(1 / 16, "6"))
    except Exception as error:
        say("7", "went wrong", show(error))
    say("8", await asyncio.sleep(1 / 16, "9"))
    return "10"


async def w3():
    try:
        loop.call_at(loop.time() + 1 / 8, callback("11"))
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        try:
            async with L:
                T.append(loop.create_task(w4()))
                say("13")
                G["14"] = g0(2)
                say("15", await anext(G["14"]))
                say("16", await G["14"].aclose())
                G["14"] = None
            await asyncio.sleep(3 / 64)
            say("17", await L.acquire())
            try:
                say("18", await later(5))
            finally:
                L.release()
        finally:
            say("19")
            Q.put_nowait(1)
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        try:
            try:
                say("22", await w4())
                say("23")
                await asyncio.sleep(1 / 16)
            except ValueError as error:
                say("24", "caught", show(error))
                raise RuntimeError("25") from error
            try:
                say("26")
                say("27", "uncancel", asyncio.current_task().uncancel())
            finally:
                say("28")
            V.set("29")
        except (KeyError, RuntimeError) as error:
            say("30", "caught", show(error))
    except Exception as error:
        say("31", "went wrong", show(error))
    try:
        say("32", await asyncio.shield(w4()))
    except Exception as error:
        say("33", "went wrong", show(error))
    return "34"


async def w2():
    await asyncio.sleep(0)
    say("35")
    async with asyncio.TaskGroup() as G["36"]:
        T.append(G["36"].create_task(w3()))
        say("37", await later(5))
        T.append(loop.create_task(w4(), name="38"))
    say("39", await w3())
    say("40", await asyncio.wait_for(later(0), 1 / 64))
    G["41"] = g0(3)
    say("42", await anext(G["41"]))
    say("43", await G["41"].athrow(ValueError("43")))
    G["41"] = None
    return "44"


async def w1():
    try:
        raise RuntimeError("45")
    finally:
        say("46")
    async with S:
        say("47", await asyncio.gather(later(4), w2(), w4()))
        await asyncio.sleep(1 / 8)
        say("48")
        any_task(2).add_done_callback(callback("49"))
    T.append(asyncio.create_task(asyncio.sleep(1 / 4, "50")))
    try:
        async with Guard("51", True):
            Q.put_nowait(8)
            say("53", await asyncio.wait_for(w3(), 3 / 64))
            async with C:
                say("54", await C.wait_for(E.is_set))
                say("55", "cancel", any_task(3).cancel("56"))
        await B.abort()
    except (KeyError, RuntimeError) as error:
        say("58", "caught", show(error))
    return "59"


async def w0():
    try:
        context = contextvars.copy_context()
        context.run(V.set, "60")
        T.append(asyncio.create_task(w2(), context=context))
    except Exception as error:
        say("61", "went wrong", show(error))
    try:
        async for item in g0(3):
            say("62", item)
            handle = loop.call_later(1 / 32, callback("63"), 1)
            await asyncio.sleep(0)
            handle.cancel()
            say("63", handle.cancelled())
        say("64", await later(1))
    except Exception as error:
        say("65", "caught", show(error))
        try:
            F[0].add_done_callback(callback("66"))
            try:
                say("67", "uncancel", asyncio.current_task().uncancel())
                T.append(asyncio.create_task(w2(), name="68"))
            finally:
                say("69")
                loop.call_later(0, callback("70"), 1)
            await asyncio.sleep(3 / 64)
        except asyncio.CancelledError as error:
            say("71", "caught", show(error))
            raise RuntimeError("72") from error
    return "73"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["74"]:
                    T.append(G["74"].create_task(w4()))
                    T.append(G["74"].create_task(w0(), name="75"))
                    T.append(G["74"].create_task(w0(), name="76"))
                    F[0].add_done_callback(callback("77"))
                    say("78", await asyncio.wait_for(later(4), 1 / 8))
                    await asyncio.sleep(1 / 32)
            except Exception as error:
                say("79", "went wrong", show(error))
            try:
                say("80", await later(1))
            except Exception as error:
                say("81", "went wrong", show(error))
            try:
                await asyncio.sleep(0)
                say("82")
            except Exception as error:
                say("83", "went wrong", show(error))
            await asyncio.sleep(1 / 16)
            say("84")
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
