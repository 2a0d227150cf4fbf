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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(0)
        say("3", "generator ended")


async def w2():
    try:
        say("4", await later(4))
    except Exception as error:
        say("5", "went wrong", show(error))
    try:
        say("6", await asyncio.sleep(1 / 64, "7"))
    except Exception as error:
        say("8", "went wrong", show(error))
    try:
        F[2].done() or F[2].set_exception(ValueError("9"))
    except Exception as error:
        say("10", "went wrong", show(error))
    try:
        say("11", await later(5))
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        for _ in range(2):
            say("13", await Q.get())
            say("14", await asyncio.sleep(3 / 64, "15"))
            say("16", await asyncio.sleep(1 / 16, "17"))
    except Exception as error:
        say("18", "went wrong", show(error))
    return "19"


async def w1():
    try:
        say("20", await asyncio.shield(w2()))
        say("21", await asyncio.wait_for(later(4), 0))
    except TimeoutError as error:
        say("22", "caught", show(error))
        raise RuntimeError("23") from error
    async with asyncio.timeout(1 / 16) as G["24"]:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 8)
                say("25")
            except asyncio.CancelledError as error:
                say("26", "swallowed", show(error))
        G["28"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(w2())]
        G["29"] = await asyncio.wait(G["28"], timeout=1 / 32, return_when=asyncio.FIRST_COMPLETED)
        say("27", *map(names, G["29"]))
        for t in G["28"]:
            t.cancel()
        t = None
        del G["28"], G["29"]
    say("30", G["24"].expired())
    async with asyncio.timeout(None) as G["31"]:
        T.append(asyncio.create_task(w2()))
        G["31"].reschedule(loop.time() + 1 / 32)
        await asyncio.sleep(1 / 16)
        say("32")
    say("33", G["31"].expired())
    async with asyncio.timeout(1 / 32) as G["34"]:
        say("35", await asyncio.wait_for(F[2], -1))
        G["34"].reschedule(loop.time() + 1 / 16)
        await asyncio.sleep(1 / 16)
        say("36")
    say("37", G["34"].expired())
    await asyncio.sleep(1 / 32)
    say("38")
    return "39"


async def w0():
    async for item in g0(3):
        say("40", item)
        say("41", await asyncio.sleep(0, "42"))
    say("43", V.get())
    say("44", await asyncio.gather(F[2]))
    say("45")
    return "46"


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
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                G["48"] = [asyncio.ensure_future(w0())]
                G["49"] = await asyncio.wait(G["48"], timeout=1 / 32, return_when=asyncio.FIRST_EXCEPTION)
                say("47", *map(names, G["49"]))
                del G["48"], G["49"]
            except Exception as error:
                say("50", "went wrong", show(error))
            G["53"] = [asyncio.ensure_future(F[0]), asyncio.ensure_future(asyncio.sleep(1 / 8, "52"))]
            G["54"] = await asyncio.wait(G["53"], timeout=1 / 64, return_when=asyncio.FIRST_COMPLETED)
            say("51", *map(names, G["54"]))
            for t in G["53"]:
                t.cancel()
            t = None
            del G["53"], G["54"]
            try:
                say("55")
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                for _ in range(3):
                    say("57", any_task(5).done(), any_task(5).cancelled())
                    say("58", [x async for x in g0(1)])
                    await B.abort()
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                F[0].set_result("61")
            except Exception as error:
                say("62", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
