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
            await asyncio.sleep(1 / 16)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(0)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")
        await asyncio.sleep(1 / 32)
        say("6", "generator ended")


async def w2():
    async with L:
        G["7"] = g1(3)
        say("8", await anext(G["7"]))
        T.append(asyncio.ensure_future(anext(G["7"], "9")))
        await asyncio.sleep(1 / 4)
        say("9", await G["7"].aclose())
        G["7"] = None
        await asyncio.sleep(0)
        say("10")
        say("11", await asyncio.gather(asyncio.sleep(3 / 64, "12"), asyncio.sleep(1 / 32, "13")))
    raise ValueError("14")
    try:
        say("15")
    except Exception as error:
        say("16", "went wrong", show(error))
    try:
        say("17", await Q.put(8))
    except Exception as error:
        say("18", "went wrong", show(error))
    return "19"


async def w1():
    try:
        say("20")
        say("21", F[2].cancel())
        await asyncio.sleep(1 / 16)
        say("22")
    finally:
        say("23")
        G["24"] = g0(1)
        say("25", await anext(G["24"]))
        say("26", await anext(G["24"], "none"))
        G["24"] = None
    async with asyncio.TaskGroup() as G["27"]:
        T.append(G["27"].create_task(w2()))
        T.append(G["27"].create_task(w2()))
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                loop.call_at(loop.time() + 0, callback("28"))
            except asyncio.CancelledError as error:
                say("29", "swallowed", show(error))
    try:
        say("30", "uncancel", any_task(3).uncancel())
        for _ in range(2):
            say("31", state(F[2]))
        T.append(asyncio.ensure_future(w2()))
    finally:
        say("32")
    return "33"


async def w0():
    try:
        for _ in range(2):
            G["34"] = g0(3)
            say("35", await anext(G["34"]))
            T.append(asyncio.ensure_future(anext(G["34"], "36")))
            await asyncio.sleep(0)
            say("36", await G["34"].aclose())
            G["34"] = None
            V.set("37")
            say("38", "cancel", any_task(5).cancel("39"))
    except Exception as error:
        say("40", "went wrong", show(error))
    try:
        say("41", await asyncio.wait_for(w2(), 3 / 64))
    except Exception as error:
        say("42", "went wrong", show(error))
    try:
        async with asyncio.timeout_at(loop.time() + -1) as G["43"]:
            F[1].done() or F[1].set_exception(ValueError("44"))
            try:
                G["45"] = g1(3)
                T.append(asyncio.ensure_future(anext(G["45"], "46")))
                await asyncio.sleep(0)
                say("46", await G["45"].aclose())
                G["45"] = None
                say("47")
            finally:
                say("48")
                say("49", any_task(0).exception())
        say("50", G["43"].expired())
    except Exception as error:
        say("51", "went wrong", show(error))
    return "52"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("53", await w1())
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                added = callback("55")
                F[1].add_done_callback(added)
                await asyncio.sleep(3 / 64)
                say("55", F[1].remove_done_callback(added))
            except Exception as error:
                say("56", "went wrong", show(error))
            say("57", "uncancel", asyncio.current_task().uncancel())
            try:
                say("58", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                async with Guard("60", False):
                    G["61"] = g0(3)
                    say("62", await anext(G["61"]))
                    say("63", await G["61"].asend("63"))
                    G["61"] = None
            except Exception as error:
                say("64", "went wrong", show(error))
            say("65", await w0())
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
