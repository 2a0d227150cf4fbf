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
        await asyncio.sleep(1 / 32)
        say("5", "generator ended")


async def w3():
    async with Guard("6", False):
        say("7", await asyncio.shield(later(2)))
        await asyncio.sleep(1 / 16)
        say("8")
        async with Guard("9", False):
            F[0] = loop.create_future()
            any_task(2).add_done_callback(callback("11"))
            async with L:
                say("12", "cancel", any_task(4).cancel())
                any_task(4).cancel()
                say("13", "uncancel", asyncio.current_task().uncancel())
    say("14", await S.acquire())
    try:
        say("15", names(asyncio.all_tasks()))
        G["16"] = g0(1)
        say("17", await anext(G["16"]))
        T.append(asyncio.ensure_future(anext(G["16"], "18")))
        await asyncio.sleep(1 / 8)
        say("18", await G["16"].aclose())
        G["16"] = None
        for _ in range(2):
            async with Guard("19", True):
                say("20", await later(2))
    finally:
        S.release()
    return "21"


async def w2():
    say("22", await later(3))
    T.append(asyncio.ensure_future(w3()))
    say("23", await asyncio.shield(w3()))
    return "24"


async def w1():
    say("25", "uncancel", asyncio.current_task().uncancel())
    say("26", await F[0])
    try:
        try:
            G["28"] = [asyncio.ensure_future(w2())]
            G["29"] = await asyncio.wait(G["28"], timeout=1 / 64, return_when=asyncio.FIRST_EXCEPTION)
            say("27", *map(names, G["29"]))
            del G["28"], G["29"]
        except BaseException as error:
            say("30", "caught", show(error))
    except Exception as error:
        say("31", "went wrong", show(error))
    await asyncio.sleep(1 / 16)
    say("32")
    return "33"


async def w0():
    try:
        say("34", "uncancel", asyncio.current_task().uncancel())
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        say("36", await asyncio.shield(w1()))
    except Exception as error:
        say("37", "went wrong", show(error))
    return "38"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(0)
                        say("39", [await w2() for _ in range(2)])
                    except asyncio.CancelledError as error:
                        say("40", "swallowed", show(error))
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                say("42", {x: 1 async for x in g1(2) if x != 1})
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                try:
                    G["44"] = g1(3)
                    say("45", await anext(G["44"]))
                    await asyncio.sleep(1 / 16)
                    say("47")
                    G["44"] = None
                    say("48")
                    say("49", [await w3() for _ in range(2)])
                finally:
                    say("50")
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                any_task(4).add_done_callback(callback("52"))
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["54"]:
                    T.append(G["54"].create_task(w3(), name="55"))
                    T.append(G["54"].create_task(w2()))
                    T.append(G["54"].create_task(w0()))
                    say("56", names(asyncio.all_tasks()))
                    say("57", "cancel", any_task(4).cancel("58"))
                    any_task(4).cancel()
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                T.append(loop.create_task(w2(), name="60"))
            except Exception as error:
                say("61", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
