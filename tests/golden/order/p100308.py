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
        await asyncio.sleep(1 / 4)
        say("3", "generator ended")


async def w4():
    loop.call_soon(callback("4"), 1, 2)
    try:
        say("5", await asyncio.wait_for(F[2], -1))
    except Exception as error:
        say("6", "went wrong", show(error))
    await B.abort()
    say("8", await asyncio.wait_for(asyncio.sleep(1 / 16, "9"), 0))
    return "10"


async def w3():
    try:
        async with asyncio.TaskGroup() as G["11"]:
            T.append(G["11"].create_task(w4()))
            T.append(G["11"].create_task(w4()))
            say("12", await asyncio.wait_for(F[2], 1 / 64))
    except Exception as error:
        say("13", "went wrong", show(error))
    say("14", await Q.get())
    any_task(3).add_done_callback(callback("15"))
    try:
        say("16")
        await asyncio.sleep(1 / 16)
        say("17")
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                gathered = asyncio.gather(w4(), later(5), F[0], return_exceptions=True)
                await asyncio.sleep(1 / 16)
                say("18", gathered.cancel())
                say("18", await gathered)
            except asyncio.CancelledError as error:
                say("19", "swallowed", show(error))
    finally:
        say("20")
    return "21"


async def w2():
    try:
        G["22"] = g0(2)
        say("23", await anext(G["22"]))
        G["22"] = None
        G["22"] = None
        await B.abort()
        T.append(asyncio.ensure_future(w3()))
    except asyncio.CancelledError as error:
        say("26", "caught", show(error))
    T.append(asyncio.create_task(w4(), name="27"))
    E.clear()
    await asyncio.sleep(1 / 32)
    say("29")
    say("30", await Steps(3))
    return "31"


async def w1():
    say("32", state(F[1]))
    Q.put_nowait(0)
    any_task(5).add_done_callback(callback("34"))
    loop.call_soon(callback("35"), 1, 2)
    return "36"


async def w0():
    say("37", await w2())
    say("38", "cancel", any_task(3).cancel())
    any_task(3).cancel()
    try:
        async with C:
            say("39", await C.wait())
            loop.call_soon(callback("40"), 1, 2)
        T.append(asyncio.create_task(w4()))
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 32)
                await asyncio.sleep(1 / 4)
                say("41")
            except asyncio.CancelledError as error:
                say("42", "swallowed", show(error))
    except (KeyError, RuntimeError) as error:
        say("43", "caught", show(error))
    say("44", state(any_task(2)))
    try:
        raise KeyError("45")
        await B.reset()
    except Exception as error:
        say("47", "caught", show(error))
        async with L:
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 8)
                    await B.reset()
                except asyncio.CancelledError as error:
                    say("49", "swallowed", show(error))
    return "50"


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
                say("51", await later(3))
            except Exception as error:
                say("52", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["53"]:
                    T.append(G["53"].create_task(w3(), name="54"))
                    T.append(G["53"].create_task(w4()))
                    T.append(G["53"].create_task(w0(), name="55"))
                    say("56")
                    say("57", await asyncio.gather(F[0], w1(), return_exceptions=True))
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 16)
                        say("59", await asyncio.wait_for(later(5), None))
                    except asyncio.CancelledError as error:
                        say("60", "swallowed", show(error))
            except Exception as error:
                say("61", "went wrong", show(error))
            try:
                async for item in g0(3):
                    say("62", item)
                    say("63", await later(1))
                    break
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                G["66"] = [asyncio.ensure_future(w2())]
                G["67"] = await asyncio.wait(G["66"], timeout=1 / 32, return_when=asyncio.FIRST_EXCEPTION)
                say("65", *map(names, G["67"]))
                for t in G["66"]:
                    t.cancel()
                t = None
                del G["66"], G["67"]
            except Exception as error:
                say("68", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["69"]:
                    T.append(G["69"].create_task(w4()))
                    say("70", await Bad())
            except asyncio.CancelledError as error:
                say("71", "caught", show(error))
                raise RuntimeError("72") from error
            try:
                say("73", await asyncio.gather(asyncio.sleep(1 / 16, "74"), w0(), return_exceptions=True))
            except Exception as error:
                say("75", "went wrong", show(error))
            try:
                say("76", await B.wait())
            except Exception as error:
                say("77", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
