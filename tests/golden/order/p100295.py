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
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")


async def w4():
    for _ in range(3):
        await asyncio.sleep(1 / 16)
        say("5")
        try:
            await asyncio.sleep(1 / 32)
            say("6")
        except (KeyError, RuntimeError) as error:
            say("7", "caught", show(error))
        say("8", [await asyncio.sleep(3 / 64, "9") for _ in range(2)])
    async with asyncio.TaskGroup() as G["10"]:
        T.append(G["10"].create_task(asyncio.sleep(1 / 32, "11")))
        say("12", await B.wait())
        say("13", "cancel", any_task(5).cancel())
        async with asyncio.timeout(-1) as G["14"]:
            for _ in range(3):
                loop.call_soon(raising("15"), 1, 2)
                say("16", {x: 1 async for x in g0(3) if x != 1})
            for _ in range(2):
                await B.abort()
                say("18", await asyncio.wait_for(asyncio.shield(F[2]), 1 / 32))
            say("19", await asyncio.sleep(1 / 8, "20"))
        say("21", G["14"].expired())
    say("22", await asyncio.sleep(1 / 8, "23"))
    return "24"


async def w3():
    T.append(loop.create_task(w4()))
    say("25", await asyncio.wait_for(w4(), 1 / 16))
    say("26", await later(5))
    return "27"


async def w2():
    Q.task_done()
    T.append(asyncio.create_task(w4(), name="29"))
    async with S:
        async with C:
            say("30", await C.wait())
            Q.task_done()
        async for item in g0(3):
            say("32", item)
            any_task(2).add_done_callback(callback("33"))
    T.append(asyncio.create_task(w4()))
    return "34"


async def w1():
    try:
        say("35", await later(5))
    finally:
        say("36")
        say("37", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    say("38", state(any_task(0)))
    return "39"


async def w0():
    try:
        say("40", "cancel", any_task(0).cancel())
    except Exception as error:
        say("41", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 8)
    except Exception as error:
        say("42", "went wrong", show(error))
    try:
        async with asyncio.TaskGroup() as G["43"]:
            T.append(G["43"].create_task(w2(), name="44"))
            T.append(G["43"].create_task(w2(), name="45"))
            Q.put_nowait(1)
            say("47", Q.qsize(), Q.empty(), Q.full())
    except Exception as error:
        say("48", "went wrong", show(error))
    try:
        try:
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 32)
                    say("49", await asyncio.shield(w4()))
                except asyncio.CancelledError as error:
                    say("50", "swallowed", show(error))
            T.append(asyncio.create_task(w4()))
            await asyncio.sleep(1 / 8)
            say("51")
        except Exception as error:
            say("52", "caught", show(error))
    except Exception as error:
        say("53", "went wrong", show(error))
    try:
        for _ in range(3):
            say("54", V.get())
    except Exception as error:
        say("55", "went wrong", show(error))
    return "56"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(3):
                    await B.reset()
                    say("58", {x: 1 async for x in g1(1) if x != 1})
            except Exception as error:
                say("59", "went wrong", show(error))
            try:
                say("60", await asyncio.sleep(1 / 32, "61"))
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                loop.call_soon(lambda: say("63", V.get()))
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                await asyncio.sleep(0)
                say("65")
            except Exception as error:
                say("66", "went wrong", show(error))
            async with asyncio.TaskGroup() as G["67"]:
                T.append(G["67"].create_task(w3(), name="68"))
                T.append(G["67"].create_task(w0(), name="69"))
                say("70")
            T.append(asyncio.ensure_future(w3()))
            try:
                say("72", "cancel", any_task(3).cancel("73"))
            except Exception as error:
                say("74", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
