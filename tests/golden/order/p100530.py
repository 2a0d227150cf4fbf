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
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(0)
        say("3", "generator ended")


async def w4():
    async with L:
        say("4", await asyncio.sleep(1 / 64, "5"))
        async with asyncio.TaskGroup() as G["6"]:
            T.append(G["6"].create_task(asyncio.sleep(0, "7")))
            T.append(G["6"].create_task(asyncio.sleep(1 / 64, "8"), name="9"))
            T.append(loop.create_task(asyncio.sleep(1 / 64, "10")))
    try:
        async with L:
            loop.call_later(1 / 16, raising("11"), 1)
            say("12", await asyncio.wait_for(asyncio.sleep(1 / 16, "13"), 1 / 16))
            async with asyncio.TaskGroup() as G["14"]:
                T.append(G["14"].create_task(asyncio.sleep(1 / 32, "15")))
                T.append(G["14"].create_task(asyncio.sleep(1 / 16, "16")))
                say("17", state(F[2]))
                gathered = asyncio.gather(F[0])
                await asyncio.sleep(1 / 16)
                say("18", gathered.cancel())
                say("18", await gathered)
        async with asyncio.timeout(-1) as G["19"]:
            say("20", await asyncio.sleep(1 / 16, "21"))
        say("22", G["19"].expired())
        async with L:
            say("23", await asyncio.wait_for(asyncio.shield(F[1]), 1 / 32))
            E.clear()
            G["25"] = g0(2)
            T.append(asyncio.ensure_future(anext(G["25"], "26")))
            await asyncio.sleep(1 / 32)
            say("26", await G["25"].aclose())
            G["25"] = None
    except ValueError as error:
        say("27", "caught", show(error))
        raise RuntimeError("28") from error
    return "29"


async def w3():
    say("30")
    say("31", F[1].cancel())
    say("32", await w4())
    async with asyncio.timeout(1 / 8) as G["33"]:
        loop.call_soon(lambda: say("34", V.get()))
        for _ in range(3):
            try:
                await asyncio.sleep(0)
                say("35", await asyncio.gather(w4()))
            except BaseException as error:
                say("36", "caught", show(error))
                raise RuntimeError("37") from error
            try:
                say("38", "cancel", any_task(2).cancel())
                T.append(asyncio.ensure_future(w4()))
            except TimeoutError as error:
                say("39", "caught", show(error))
    say("40", G["33"].expired())
    say("41", await asyncio.gather())
    return "42"


async def w2():
    try:
        say("43", await E.wait())
    except Exception as error:
        say("44", "went wrong", show(error))
    try:
        async with S:
            say("45", await asyncio.shield(F[2]))
        say("46", await asyncio.wait_for(w4(), -1))
    except TimeoutError as error:
        say("47", "caught", show(error))
    try:
        say("48", await asyncio.gather(w4(), w3()))
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        say("50", await F[1])
    except Exception as error:
        say("51", "went wrong", show(error))
    return "52"


async def w1():
    try:
        await asyncio.sleep(1 / 64)
    except Exception as error:
        say("53", "went wrong", show(error))
    try:
        say("54", await later(4))
    except Exception as error:
        say("55", "went wrong", show(error))
    try:
        say("56", await w4())
    except Exception as error:
        say("57", "went wrong", show(error))
    try:
        await asyncio.sleep(3 / 64)
        say("58")
    except Exception as error:
        say("59", "went wrong", show(error))
    return "60"


async def w0():
    say("61")
    T.append(asyncio.create_task(w4()))
    for _ in range(3):
        await asyncio.sleep(1 / 4)
        say("62")
        try:
            try:
                say("63", await asyncio.wait_for(w4(), 3 / 64))
                T.append(loop.create_task(w3()))
                say("64", any_task(5).done(), any_task(5).cancelled())
            except ValueError as error:
                say("65", "caught", show(error))
            say("66")
        except BaseException as error:
            say("67", "caught", show(error))
            say("68", Q.get_nowait())
    E.clear()
    say("70", V.get())
    return "71"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("72", await later(1))
            except Exception as error:
                say("73", "went wrong", show(error))
            try:
                try:
                    say("74", await w3())
                    say("75", await asyncio.gather(later(2)))
                except ValueError as error:
                    say("76", "caught", show(error))
                    raise
            except Exception as error:
                say("77", "went wrong", show(error))
            try:
                try:
                    say("78", await asyncio.wait_for(w3(), 0))
                finally:
                    say("79")
                    await asyncio.sleep(1 / 16)
            except Exception as error:
                say("80", "went wrong", show(error))
            say("81")
            try:
                say("82", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("83", "went wrong", show(error))
            try:
                G["84"] = g0(3)
                say("85", await anext(G["84"]))
                say("86", await G["84"].aclose())
            except Exception as error:
                say("87", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
