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
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 4)
        say("5", "generator ended")


async def w2():
    try:
        say("6", await asyncio.gather(later(2), asyncio.sleep(1 / 32, "7")))
    except BaseException as error:
        say("8", "caught", show(error))
    say("9")
    await asyncio.sleep(3 / 64)
    say("10")
    say("11")
    return "12"


async def w1():
    try:
        say("13")
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        G["17"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(asyncio.sleep(3 / 64, "16"))]
        G["18"] = await asyncio.wait(G["17"], timeout=3 / 64, return_when=asyncio.ALL_COMPLETED)
        say("15", *map(names, G["18"]))
        del G["17"], G["18"]
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        async for task in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w2()), asyncio.create_task(w2())], timeout=1 / 32):
            say("20", task.get_name(), state(task))
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        say("22", await w2())
    except Exception as error:
        say("23", "went wrong", show(error))
    return "24"


async def w0():
    for _ in range(2):
        say("25", await Bad())
    try:
        await asyncio.sleep(1 / 32)
        say("26")
    except Exception as error:
        say("27", "went wrong", show(error))
    async with asyncio.TaskGroup() as G["28"]:
        T.append(G["28"].create_task(w1()))
        T.append(G["28"].create_task(asyncio.sleep(3 / 64, "29")))
        T.append(G["28"].create_task(asyncio.sleep(1 / 4, "30"), name="31"))
        try:
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    G["32"] = g1(2)
                    say("33", await anext(G["32"]))
                    say("34", await G["32"].aclose())
                    G["32"] = None
                except asyncio.CancelledError as error:
                    say("35", "swallowed", show(error))
        except TimeoutError as error:
            say("36", "caught", show(error))
    try:
        try:
            say("37", await S.acquire())
            try:
                any_task(3).add_done_callback(callback("38"))
            finally:
                S.release()
        except TimeoutError as error:
            say("39", "caught", show(error))
    except Exception as error:
        say("40", "went wrong", show(error))
    V.set("41")
    return "42"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("43")
                    say("44", [x async for x in g1(1)])
                    T.append(asyncio.create_task(w2()))
                except asyncio.CancelledError as error:
                    say("45", "caught", show(error))
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                say("47", await later(4))
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                raise TimeoutError("49")
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                say("51", await asyncio.wait_for(w0(), -1))
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                say("53")
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                T.append(asyncio.create_task(w1(), name="55"))
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                await B.abort()
            except Exception as error:
                say("58", "went wrong", show(error))
            async with asyncio.timeout(1 / 64) as G["59"]:
                T.append(loop.create_task(asyncio.sleep(1 / 16, "60")))
                await asyncio.sleep(1 / 32)
                say("61")
                G["59"].reschedule(loop.time() + 1 / 32)
                await asyncio.sleep(1 / 8)
            say("62", G["59"].expired())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
