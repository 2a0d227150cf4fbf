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
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w4():
    for _ in range(3):
        say("4", await asyncio.sleep(1 / 8, "5"))
    async for item in g0(2):
        say("6", item)
        try:
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    E.set()
                except asyncio.CancelledError as error:
                    say("8", "swallowed", show(error))
            try:
                G["9"] = g0(3)
                say("10", await anext(G["9"]))
                say("11", await G["9"].aclose())
                G["9"] = None
            finally:
                say("12")
        except BaseException as error:
            say("13", "caught", show(error))
            raise RuntimeError("14") from error
        break
    return "15"


async def w3():
    try:
        try:
            async for item in g0(1):
                say("16", item)
                context = contextvars.copy_context()
                context.run(V.set, "17")
                T.append(asyncio.create_task(w4(), context=context))
            say("18", await asyncio.sleep(1 / 4, "19"))
            say("20", await later(2))
        except BaseException as error:
            say("21", "caught", show(error))
            raise RuntimeError("22") from error
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        await B.reset()
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        say("26", await asyncio.gather(F[0], return_exceptions=True))
    except Exception as error:
        say("27", "went wrong", show(error))
    return "28"


async def w2():
    try:
        G["30"] = [asyncio.ensure_future(F[1]), asyncio.ensure_future(w4())]
        G["31"] = await asyncio.wait(G["30"], timeout=1 / 32, return_when=asyncio.FIRST_EXCEPTION)
        say("29", *map(names, G["31"]))
        del G["30"], G["31"]
    except Exception as error:
        say("32", "went wrong", show(error))
    say("33", state(any_task(0)))
    return "34"


async def w1():
    try:
        say("35", await asyncio.gather(w4(), w4(), later(4)))
    except Exception as error:
        say("36", "went wrong", show(error))
    try:
        say("37", await asyncio.gather(w4(), w4(), w3()))
    except Exception as error:
        say("38", "went wrong", show(error))
    return "39"


async def w0():
    await asyncio.sleep(1 / 16)
    say("40")
    await asyncio.sleep(1 / 4)
    say("41", "cancel", any_task(0).cancel())
    await asyncio.sleep(1 / 64)
    say("42")
    return "43"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("44", await later(0))
            except Exception as error:
                say("45", "went wrong", show(error))
            say("46")
            say("47", "cancel", any_task(2).cancel("48"))
            try:
                T.append(asyncio.create_task(w1()))
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                Q.task_done()
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                V.set("52")
            except Exception as error:
                say("53", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w3()))


asyncio.run(main())
print("over")
