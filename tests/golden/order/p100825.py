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
            await asyncio.sleep(1 / 64)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 4)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    finally:
        say("5", "generator ends")


async def w4():
    T.append(asyncio.create_task(asyncio.sleep(1 / 4, "6"), name="7"))
    G["8"] = g1(3)
    say("9", await anext(G["8"]))
    say("10", await G["8"].asend("10"))
    G["8"] = None
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 64)
            say("11", await asyncio.sleep(1 / 8, "12"))
        except asyncio.CancelledError as error:
            say("13", "swallowed", show(error))
    return "14"


async def w3():
    try:
        async with Guard("15", False):
            Q.put_nowait(6)
            raise ValueError("17")
    except Exception as error:
        say("18", "went wrong", show(error))
    await B.reset()
    try:
        async with L:
            say("20", await w4())
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 16)
    except Exception as error:
        say("22", "went wrong", show(error))
    try:
        async with asyncio.timeout(1 / 16) as G["23"]:
            await asyncio.sleep(0)
            say("24")
            try:
                await asyncio.sleep(1 / 4)
                say("25", await Q.put(5))
                added = callback("26")
                F[0].add_done_callback(added)
                await asyncio.sleep(0)
                say("26", F[0].remove_done_callback(added))
            except Exception as error:
                say("27", "caught", show(error))
        say("28", G["23"].expired())
    except Exception as error:
        say("29", "went wrong", show(error))
    return "30"


async def w2():
    try:
        say("31", await S.acquire())
        try:
            T.append(asyncio.create_task(w3()))
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    Q.put_nowait(2)
                except asyncio.CancelledError as error:
                    say("33", "swallowed", show(error))
            say("34", names(asyncio.all_tasks()))
        finally:
            S.release()
    except Exception as error:
        say("35", "went wrong", show(error))
    try:
        async with asyncio.timeout(3 / 64) as G["36"]:
            say("37", [await w3() for _ in range(2)])
            T.append(asyncio.ensure_future(w3()))
        say("38", G["36"].expired())
    except Exception as error:
        say("39", "went wrong", show(error))
    async with L:
        say("40", await Bad())
        say("41", await asyncio.wait_for(F[2], 1 / 64))
    try:
        async with asyncio.TaskGroup() as G["42"]:
            T.append(G["42"].create_task(w4()))
            T.append(G["42"].create_task(w4()))
            async with Guard("43", False):
                say("44", await B.wait())
                say("45", await Q.join())
                loop.call_later(0, raising("46"), 1)
            async with asyncio.timeout(3 / 64) as G["47"]:
                context = contextvars.copy_context()
                context.run(V.set, "48")
                T.append(asyncio.create_task(w4(), context=context))
                T.append(loop.create_task(asyncio.sleep(0, "49"), name="50"))
                T.append(asyncio.create_task(w4(), name="51"))
            say("52", G["47"].expired())
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 8)
                    say("53", await Steps(0))
                except asyncio.CancelledError as error:
                    say("54", "swallowed", show(error))
    except Exception as error:
        say("55", "went wrong", show(error))
    return "56"


async def w1():
    try:
        say("57", await asyncio.gather(later(4), w3(), F[1], return_exceptions=True))
    except Exception as error:
        say("58", "went wrong", show(error))
    try:
        async with C:
            say("59", await C.wait())
            E.set()
    except Exception as error:
        say("61", "went wrong", show(error))
    loop.call_soon(lambda: say("62", V.get()))
    say("63", "uncancel", any_task(3).uncancel())
    try:
        say("64", await B.wait())
    except Exception as error:
        say("65", "went wrong", show(error))
    return "66"


async def w0():
    say("67", await asyncio.gather(w1(), F[1]))
    say("68", await E.wait())
    say("69", [await w1() for _ in range(2)])
    say("70", await Bad())
    await asyncio.sleep(1 / 4)
    say("71")
    return "72"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                E.set()
            except Exception as error:
                say("74", "went wrong", show(error))
            try:
                gathered = asyncio.gather(w1(), return_exceptions=True)
                await asyncio.sleep(3 / 64)
                say("75", gathered.cancel())
                say("75", await gathered)
            except Exception as error:
                say("76", "went wrong", show(error))
            await B.reset()
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(0)
                        say("78", await w3())
                    except asyncio.CancelledError as error:
                        say("79", "swallowed", show(error))
            except Exception as error:
                say("80", "went wrong", show(error))
            try:
                say("81", await asyncio.shield(later(5)))
            except Exception as error:
                say("82", "went wrong", show(error))
            try:
                async with asyncio.timeout(3 / 64) as G["83"]:
                    say("84", await w3())
                    G["83"].reschedule(loop.time() + 1 / 16)
                    await asyncio.sleep(1 / 32)
                say("85", G["83"].expired())
            except Exception as error:
                say("86", "went wrong", show(error))
            try:
                say("87", any_task(4).exception())
            except Exception as error:
                say("88", "went wrong", show(error))
            try:
                say("89", any_task(3).exception())
            except Exception as error:
                say("90", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w1()))


asyncio.run(main())
print("over")
