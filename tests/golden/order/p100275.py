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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")


async def w4():
    try:
        say("5", await later(1))
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        any_task(0).add_done_callback(callback("7"))
    except Exception as error:
        say("8", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
        say("9")
    except Exception as error:
        say("10", "went wrong", show(error))
    try:
        say("11", await asyncio.wait_for(later(4), 0))
    except Exception as error:
        say("12", "went wrong", show(error))
    G["17"] = [asyncio.ensure_future(asyncio.sleep(0, "14")), asyncio.ensure_future(asyncio.sleep(1 / 16, "15")), asyncio.ensure_future(asyncio.sleep(0, "16"))]
    G["18"] = await asyncio.wait(G["17"], timeout=1 / 32, return_when=asyncio.FIRST_EXCEPTION)
    say("13", *map(names, G["18"]))
    for t in G["17"]:
        t.cancel()
    t = None
    del G["17"], G["18"]
    return "19"


async def w3():
    try:
        G["20"] = g1(2)
        say("21", await anext(G["20"]))
        say("22", await G["20"].aclose())
        G["20"] = None
    except Exception as error:
        say("23", "went wrong", show(error))
    try:
        say("24")
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        say("26", "cancel", any_task(2).cancel("27"))
    except Exception as error:
        say("28", "went wrong", show(error))
    say("29", "uncancel", any_task(5).uncancel())
    return "30"


async def w2():
    try:
        context = contextvars.copy_context()
        context.run(V.set, "31")
        T.append(asyncio.create_task(w4(), context=context))
    except Exception as error:
        say("32", "went wrong", show(error))
    try:
        F[2].done() or F[2].set_result("33")
    except Exception as error:
        say("34", "went wrong", show(error))
    return "35"


async def w1():
    say("36")
    say("37", await w4())
    say("38", await later(0))
    E.set()
    return "40"


async def w0():
    try:
        G["41"] = g0(1)
        say("42", await anext(G["41"]))
        say("43", await G["41"].asend("43"))
        G["41"] = None
        G["45"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(w4()), asyncio.ensure_future(w3())]
        G["46"] = await asyncio.wait(G["45"], timeout=1 / 64, return_when=asyncio.ALL_COMPLETED)
        say("44", *map(names, G["46"]))
        del G["45"], G["46"]
    except Exception as error:
        say("47", "caught", show(error))
        raise RuntimeError("48") from error
    loop.call_soon(lambda: say("49", V.get()))
    await asyncio.sleep(1 / 8)
    say("50")
    await asyncio.sleep(1 / 4)
    say("51")
    async with L:
        say("52", await E.wait())
        say("53", "uncancel", asyncio.current_task().uncancel())
    return "54"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                G["56"] = [asyncio.ensure_future(F[0]), asyncio.ensure_future(w1()), asyncio.ensure_future(w1())]
                G["57"] = await asyncio.wait(G["56"], timeout=1 / 32, return_when=asyncio.FIRST_COMPLETED)
                say("55", *map(names, G["57"]))
                for t in G["56"]:
                    t.cancel()
                t = None
                del G["56"], G["57"]
            except Exception as error:
                say("58", "went wrong", show(error))
            G["59"] = g0(1)
            say("60", await anext(G["59"]))
            await asyncio.sleep(1 / 32)
            say("62")
            G["59"] = None
            try:
                say("63", {x: 1 async for x in g0(1) if x != 1})
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                gathered = asyncio.gather(later(5), F[1], F[1])
                await asyncio.sleep(1 / 64)
                say("65", gathered.cancel())
                say("65", await gathered)
            except Exception as error:
                say("66", "went wrong", show(error))
            async with asyncio.TaskGroup() as G["67"]:
                T.append(G["67"].create_task(w2()))
                T.append(G["67"].create_task(w3()))
                T.append(G["67"].create_task(asyncio.sleep(1 / 16, "68"), name="69"))
                say("70")
                G["71"] = g1(1)
                say("72", await anext(G["71"]))
                say("73", await G["71"].athrow(ValueError("73")))
                G["71"] = None
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
