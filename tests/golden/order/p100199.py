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


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 8)
            got = yield i
            say("3", i, got)
        raise ValueError("generator")
    finally:
        say("4", "generator ends")
        await asyncio.sleep(1 / 32)
        say("5", "generator ended")


async def w2():
    async with L:
        say("6", await asyncio.sleep(1 / 32, "7"))
        F[1].add_done_callback(callback("8"))
    try:
        say("9", await Q.put(8))
    except Exception as error:
        say("10", "went wrong", show(error))
    try:
        G["11"] = g1(2)
        say("12", await anext(G["11"]))
        say("13", await anext(G["11"], "none"))
        G["11"] = None
    except Exception as error:
        say("14", "went wrong", show(error))
    T.append(asyncio.create_task(asyncio.sleep(0, "15"), name="16"))
    return "17"


async def w1():
    T.append(loop.create_task(asyncio.sleep(0, "18"), name="19"))
    loop.call_soon(lambda: say("20", V.get()))
    say("21", "cancel", any_task(5).cancel("22"))
    async with asyncio.timeout(0) as G["23"]:
        say("24", await w2())
        async with asyncio.TaskGroup() as G["25"]:
            T.append(G["25"].create_task(w2(), name="26"))
            say("27")
            T.append(loop.create_task(w2()))
        say("28", await Steps(0))
    say("29", G["23"].expired())
    return "30"


async def w0():
    try:
        say("31", {x: 1 async for x in g1(3) if x != 1})
    except Exception as error:
        say("32", "went wrong", show(error))
    try:
        async with asyncio.timeout(1 / 64) as G["33"]:
            async for item in g1(2):
                say("34", item)
                await asyncio.sleep(0)
                say("35")
                break
            say("36")
            async with asyncio.TaskGroup() as G["37"]:
                T.append(G["37"].create_task(w1()))
                T.append(G["37"].create_task(w2(), name="38"))
                T.append(G["37"].create_task(w2(), name="39"))
                E.set()
        say("41", G["33"].expired())
    except Exception as error:
        say("42", "went wrong", show(error))
    say("43", await w1())
    try:
        try:
            async for item in g0(1):
                say("44", item)
                T.append(asyncio.ensure_future(Steps(3)))
            V.set("46")
        finally:
            say("47")
            say("48", any_task(1).result())
    except Exception as error:
        say("49", "went wrong", show(error))
    try:
        Q.task_done()
    except Exception as error:
        say("51", "went wrong", show(error))
    return "52"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("53", await later(0))
                    say("54", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
                except ValueError as error:
                    say("55", "caught", show(error))
                    G["56"] = g0(3)
                    say("57", await anext(G["56"]))
                    G["56"] = None
                    G["56"] = None
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                say("60", [await w0() for _ in range(2)])
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                say("62", await B.wait())
            except Exception as error:
                say("63", "went wrong", show(error))
            try:
                for _ in range(2):
                    say("64", "cancel", any_task(5).cancel("65"))
                    say("66", "cancel", any_task(5).cancel())
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                async with asyncio.timeout(1 / 64) as G["68"]:
                    G["69"] = g0(2)
                    say("70", await anext(G["69"]))
                    await asyncio.sleep(0)
                    G["69"] = None
                    V.set("72")
                say("73", G["68"].expired())
            except Exception as error:
                say("74", "went wrong", show(error))
            try:
                T.append(asyncio.ensure_future(Steps(3)))
            except Exception as error:
                say("76", "went wrong", show(error))
            try:
                try:
                    say("77", "cancel", any_task(2).cancel())
                    say("78", {x: 1 async for x in g0(1) if x != 1})
                except (KeyError, RuntimeError) as error:
                    say("79", "caught", show(error))
            except Exception as error:
                say("80", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
