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
            await asyncio.sleep(1 / 4)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 4)
        say("3", "generator ended")


async def w1():
    T.append(asyncio.create_task(asyncio.sleep(0, "4")))
    say("5", "uncancel", asyncio.current_task().uncancel())
    async with asyncio.TaskGroup() as G["6"]:
        T.append(G["6"].create_task(asyncio.sleep(0, "7"), name="8"))
        T.append(G["6"].create_task(asyncio.sleep(0, "9")))
        async for item in g0(2):
            say("10", item)
            async with S:
                say("11", {x: 1 async for x in g0(2) if x != 1})
                say("12", any_task(0).cancelling())
                G["13"] = g0(1)
                say("14", await anext(G["13"]))
                say("15", await anext(G["13"], "none"))
                G["13"] = None
            break
        try:
            say("16", await asyncio.wait_for(later(0), 1 / 8))
        finally:
            say("17")
            say("18", "cancel", any_task(4).cancel())
        async with asyncio.TaskGroup() as G["19"]:
            T.append(G["19"].create_task(asyncio.sleep(1 / 32, "20")))
            T.append(G["19"].create_task(asyncio.sleep(0, "21"), name="22"))
            T.append(G["19"].create_task(asyncio.sleep(1 / 64, "23")))
            await asyncio.sleep(3 / 64)
    say("24", "cancel", any_task(5).cancel())
    return "25"


async def w0():
    async with L:
        say("26", "cancel", any_task(3).cancel("27"))
        await asyncio.sleep(3 / 64)
        say("28", "uncancel", asyncio.current_task().uncancel())
    say("29", "cancel", any_task(2).cancel())
    say("30", {x: 1 async for x in g0(3) if x != 1})
    return "31"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            async with asyncio.TaskGroup() as G["32"]:
                T.append(G["32"].create_task(w1()))
                T.append(G["32"].create_task(w0()))
                loop.call_later(1 / 8, callback("33"), 1)
                say("34", await asyncio.gather())
            try:
                raise ValueError("35")
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                added = callback("37")
                F[0].add_done_callback(added)
                await asyncio.sleep(0)
                say("37", F[0].remove_done_callback(added))
            except Exception as error:
                say("38", "went wrong", show(error))
            async with asyncio.timeout(-1) as G["39"]:
                say("40", await w0())
                gathered = asyncio.gather(w0(), return_exceptions=True)
                await asyncio.sleep(1 / 32)
                say("41", gathered.cancel())
                say("41", await gathered)
                say("42", await later(1))
            say("43", G["39"].expired())
            try:
                try:
                    await asyncio.sleep(1 / 32)
                    say("44")
                    say("45", await Q.get())
                except BaseException as error:
                    say("46", "caught", show(error))
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                async with L:
                    say("48", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
                    V.set("49")
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                any_task(0).add_done_callback(callback("51"))
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 64)
                say("53")
            except Exception as error:
                say("54", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
