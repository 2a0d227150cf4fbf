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


async def w4():
    try:
        try:
            say("3", any_task(0).done(), any_task(0).cancelled())
            say("4", await later(2))
        except TimeoutError as error:
            say("5", "caught", show(error))
            raise RuntimeError("6") from error
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        loop.call_at(loop.time() + 0, raising("8"))
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        say("10", "cancel", any_task(3).cancel())
    except Exception as error:
        say("11", "went wrong", show(error))
    return "12"


async def w3():
    try:
        say("13", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        say("15")
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        async with L:
            say("18")
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        say("20")
    except Exception as error:
        say("21", "went wrong", show(error))
    return "22"


async def w2():
    say("23", await later(3))
    say("24", state(F[1]))
    say("25", "uncancel", any_task(3).uncancel())
    async with Guard("26", False):
        say("27")
    say("28", await later(1))
    return "29"


async def w1():
    try:
        say("30", [await w2() for _ in range(2)])
    except Exception as error:
        say("31", "went wrong", show(error))
    try:
        say("32", "cancel", any_task(1).cancel())
    except Exception as error:
        say("33", "went wrong", show(error))
    say("34", await asyncio.sleep(1 / 64, "35"))
    try:
        try:
            say("36", await Q.put(6))
            try:
                say("37", await asyncio.gather(w4(), F[2]))
            finally:
                say("38")
                say("39")
        finally:
            say("40")
            async for item in g0(3):
                say("41", item)
                say("42", await asyncio.gather(w4(), later(1), F[2]))
                break
    except Exception as error:
        say("43", "went wrong", show(error))
    return "44"


async def w0():
    try:
        await asyncio.sleep(3 / 64)
        say("45")
    except Exception as error:
        say("46", "went wrong", show(error))
    try:
        G["47"] = g0(3)
        say("48", await anext(G["47"]))
        await asyncio.sleep(1 / 32)
        G["47"] = None
    except Exception as error:
        say("50", "went wrong", show(error))
    return "51"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["52"]:
                    T.append(G["52"].create_task(w2(), name="53"))
                    T.append(G["52"].create_task(w0()))
                    T.append(G["52"].create_task(w2()))
                    Q.put_nowait(0)
                    say("55", await w2())
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                G["57"] = g0(1)
                say("58", await anext(G["57"]))
                say("59", await anext(G["57"], "none"))
                G["57"] = None
            except Exception as error:
                say("60", "went wrong", show(error))
            say("61", state(F[2]))
            try:
                say("62", await later(4))
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                say("64", await Bad())
            except Exception as error:
                say("65", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w4()))


asyncio.run(main())
print("over")
