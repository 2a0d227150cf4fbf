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
            await asyncio.sleep(1 / 4)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 8)
            got = yield i
            say("4", i, got)
    except ValueError as error:
        say("generator caught", show(error))
    finally:
        say("5", "generator ends")


async def w4():
    try:
        try:
            say("6", "cancel", any_task(2).cancel("7"))
            try:
                loop.call_later(1 / 16, callback("8"), 1)
                say("9")
                await asyncio.sleep(3 / 64)
                say("10")
            finally:
                say("11")
            gathered = asyncio.gather(asyncio.sleep(1 / 16, "13"), asyncio.sleep(0, "14"))
            await asyncio.sleep(0)
            say("12", gathered.cancel())
            say("12", await gathered)
        except Exception as error:
            say("15", "caught", show(error))
            raise
    except Exception as error:
        say("16", "went wrong", show(error))
    say("17", names(asyncio.all_tasks()))
    say("18", await asyncio.sleep(1 / 32, "19"))
    try:
        added = callback("20")
        F[0].add_done_callback(added)
        await asyncio.sleep(0)
        say("20", F[0].remove_done_callback(added))
    except Exception as error:
        say("21", "went wrong", show(error))
    return "22"


async def w3():
    say("23", await asyncio.sleep(1 / 4, "24"))
    say("25", await asyncio.wait_for(asyncio.shield(F[2]), 1 / 32))
    say("26", await later(3))
    return "27"


async def w2():
    say("28")
    try:
        async with C:
            say("29", await C.wait())
            say("30", V.get())
    finally:
        say("31")
    return "32"


async def w1():
    try:
        T.append(asyncio.create_task(w4()))
    except Exception as error:
        say("33", "went wrong", show(error))
    try:
        async with asyncio.timeout_at(loop.time() + 3 / 64) as G["34"]:
            async with asyncio.TaskGroup() as G["35"]:
                T.append(G["35"].create_task(w4(), name="36"))
                added = callback("37")
                any_task(3).add_done_callback(added)
                await asyncio.sleep(0)
                say("37", any_task(3).remove_done_callback(added))
            await asyncio.sleep(0)
            say("38")
        say("39", G["34"].expired())
    except Exception as error:
        say("40", "went wrong", show(error))
    try:
        say("41")
    except Exception as error:
        say("42", "went wrong", show(error))
    return "43"


async def w0():
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 32)
            say("44", await asyncio.sleep(0, "45"))
        except asyncio.CancelledError as error:
            say("46", "swallowed", show(error))
    loop.call_at(loop.time() + 1 / 32, raising("47"))
    loop.call_soon(callback("48"), 1, 2)
    say("49", {x: 1 async for x in g0(1) if x != 1})
    say("50", any_task(2).result())
    return "51"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("52")
            except Exception as error:
                say("53", "went wrong", show(error))
            say("54", await Q.put(7))
            try:
                try:
                    say("55", await w0())
                finally:
                    say("56")
                    say("57", await later(4))
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                say("59", await asyncio.wait_for(w4(), None))
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 8)
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
