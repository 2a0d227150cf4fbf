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


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
        raise ValueError("generator")
    finally:
        say("4", "generator ends")


async def w3():
    say("5", any_task(2).exception())
    async with asyncio.timeout(None) as G["6"]:
        say("7", await asyncio.sleep(0, "8"))
        try:
            raise Oops("9")
            loop.call_soon(callback("10"), 1, 2)
            any_task(2).add_done_callback(callback("11"))
        except ValueError as error:
            say("12", "caught", show(error))
        G["6"].reschedule(loop.time() + 3 / 64)
        await asyncio.sleep(1 / 32)
        say("13")
    say("14", G["6"].expired())
    G["17"] = [asyncio.ensure_future(F[2]), asyncio.ensure_future(asyncio.sleep(1 / 16, "16"))]
    G["18"] = await asyncio.wait(G["17"], timeout=1 / 16, return_when=asyncio.FIRST_EXCEPTION)
    say("15", *map(names, G["18"]))
    del G["17"], G["18"]
    say("19", await Steps(1))
    return "20"


async def w2():
    context = contextvars.copy_context()
    context.run(V.set, "21")
    T.append(asyncio.create_task(asyncio.sleep(1 / 32, "22"), context=context))
    try:
        T.append(asyncio.create_task(asyncio.sleep(1 / 4, "23"), name="24"))
        G["25"] = g0(2)
        say("26", await anext(G["25"]))
        say("27", await anext(G["25"], "none"))
        G["25"] = None
    except Exception as error:
        say("28", "caught", show(error))
    for _ in range(2):
        try:
            await asyncio.sleep(3 / 64)
            say("29", await Steps(3))
        except asyncio.CancelledError as error:
            say("30", "swallowed", show(error))
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 16)
            say("31", "uncancel", asyncio.current_task().uncancel())
        except asyncio.CancelledError as error:
            say("32", "swallowed", show(error))
    T.append(asyncio.create_task(w3(), name="33"))
    return "34"


async def w1():
    try:
        try:
            async with Guard("35", False):
                T.append(asyncio.create_task(w3()))
                say("36", "cancel", any_task(2).cancel())
                E.clear()
            try:
                loop.call_at(loop.time() + 1 / 32, callback("38"))
                G["40"] = [asyncio.ensure_future(F[2]), asyncio.ensure_future(w3()), asyncio.ensure_future(w3())]
                G["41"] = await asyncio.wait(G["40"], timeout=0, return_when=asyncio.FIRST_EXCEPTION)
                say("39", *map(names, G["41"]))
                del G["40"], G["41"]
            finally:
                say("42")
                T.append(asyncio.ensure_future(asyncio.sleep(3 / 64, "43")))
        except Exception as error:
            say("45", "caught", show(error))
    except Exception as error:
        say("46", "went wrong", show(error))
    try:
        say("47", await B.wait())
    except Exception as error:
        say("48", "went wrong", show(error))
    return "49"


async def w0():
    try:
        try:
            async with L:
                await asyncio.sleep(1 / 64)
            say("50", state(any_task(5)))
        except TimeoutError as error:
            say("51", "caught", show(error))
    except BaseException as error:
        say("52", "caught", show(error))
    say("53", await later(3))
    try:
        await B.reset()
        try:
            await asyncio.sleep(0)
            say("55")
        finally:
            say("56")
        loop.call_at(loop.time() + 0, callback("57"))
    except Exception as error:
        say("58", "caught", show(error))
    try:
        say("59", "uncancel", asyncio.current_task().uncancel())
    except TimeoutError as error:
        say("60", "caught", show(error))
        raise
    async for item in g1(2):
        say("61", item)
        say("62", await L.acquire())
        try:
            say("63", await Q.put(1))
            await asyncio.sleep(1 / 8)
            say("64")
            await B.reset()
        finally:
            L.release()
    return "66"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("67", await asyncio.gather(return_exceptions=True))
                finally:
                    say("68")
                    say("69", await asyncio.wait_for(w1(), 3 / 64))
            except Exception as error:
                say("70", "went wrong", show(error))
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 32)
                    E.set()
                except asyncio.CancelledError as error:
                    say("72", "swallowed", show(error))
            try:
                async with asyncio.timeout(1 / 16) as G["73"]:
                    Q.shutdown(immediate=True)
                    await asyncio.sleep(1 / 32)
                    say("75")
                say("76", G["73"].expired())
            except Exception as error:
                say("77", "went wrong", show(error))
            try:
                async with asyncio.timeout(1 / 32) as G["78"]:
                    T.append(asyncio.create_task(w2()))
                    say("79", await later(1))
                    loop.call_later(1 / 8, callback("80"), 1)
                say("81", G["78"].expired())
            except Exception as error:
                say("82", "went wrong", show(error))
            try:
                try:
                    say("83", await B.wait())
                    say("84")
                except ValueError as error:
                    say("85", "caught", show(error))
                    raise RuntimeError("86") from error
            except Exception as error:
                say("87", "went wrong", show(error))
            try:
                async with L:
                    loop.call_later(0, callback("88"), 1)
                    say("89", "cancel", any_task(4).cancel("90"))
            except Exception as error:
                say("91", "went wrong", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 32)
                        T.append(asyncio.ensure_future(w3()))
                    except asyncio.CancelledError as error:
                        say("93", "swallowed", show(error))
            except Exception as error:
                say("94", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
