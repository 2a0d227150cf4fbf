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
            await asyncio.sleep(3 / 64)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 32)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w4():
    T.append(asyncio.create_task(asyncio.sleep(3 / 64, "6")))
    G["7"] = g1(3)
    G["7"] = None
    G["7"] = None
    say("9")
    say("10", await asyncio.gather(asyncio.sleep(1 / 16, "11"), return_exceptions=True))
    return "12"


async def w3():
    T.append(loop.create_task(w4()))
    added = callback("13")
    F[1].add_done_callback(added)
    await asyncio.sleep(1 / 4)
    say("13", F[1].remove_done_callback(added))
    await asyncio.sleep(1 / 32)
    return "14"


async def w2():
    try:
        say("15", await asyncio.gather(return_exceptions=True))
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        for _ in range(3):
            try:
                await asyncio.sleep(0)
                say("17")
                loop.call_soon(callback("18"), 1, 2)
            except Exception as error:
                say("19", "caught", show(error))
                raise
            G["22"] = [asyncio.ensure_future(asyncio.sleep(0, "21")), asyncio.ensure_future(w4()), asyncio.ensure_future(F[2])]
            G["23"] = await asyncio.wait(G["22"], timeout=-1, return_when=asyncio.ALL_COMPLETED)
            say("20", *map(names, G["23"]))
            del G["22"], G["23"]
            say("24")
    except Exception as error:
        say("25", "went wrong", show(error))
    try:
        say("26", await asyncio.wait_for(w3(), -1))
    except Exception as error:
        say("27", "went wrong", show(error))
    try:
        async with asyncio.timeout(3 / 64) as G["28"]:
            say("29")
            say("30", "cancel", any_task(5).cancel())
            T.append(asyncio.create_task(w4()))
        say("31", G["28"].expired())
    except Exception as error:
        say("32", "went wrong", show(error))
    return "33"


async def w1():
    say("34", await asyncio.shield(w4()))
    say("35", "uncancel", any_task(0).uncancel())
    return "36"


async def w0():
    for _ in range(2):
        raise RuntimeError("37")
    say("38", any_task(4).done(), any_task(4).cancelled())
    try:
        say("39", await asyncio.sleep(0, "40"))
    except Exception as error:
        say("41", "went wrong", show(error))
    return "42"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            say("43", await w2())
            try:
                T.append(loop.create_task(w0(), name="44"))
            except Exception as error:
                say("45", "went wrong", show(error))
            for _ in range(3):
                async with asyncio.TaskGroup() as G["46"]:
                    T.append(G["46"].create_task(w2()))
                    T.append(G["46"].create_task(w1()))
                    T.append(G["46"].create_task(w0()))
                    say("47", await w1())
                T.append(asyncio.create_task(w0()))
            try:
                async with asyncio.TaskGroup() as G["48"]:
                    T.append(G["48"].create_task(w0()))
                    T.append(G["48"].create_task(w1()))
                    say("49")
                    say("50", await w4())
            except Exception as error:
                say("51", "went wrong", show(error))
            try:
                Q.task_done()
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 64)
                say("54")
            except Exception as error:
                say("55", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
