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
    finally:
        say("2", "generator ends")


async def w3():
    Q.put_nowait(0)
    say("4", await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, "5")), 1 / 32))
    return "6"


async def w2():
    try:
        gathered = asyncio.gather(later(5), w3())
        await asyncio.sleep(1 / 16)
        say("7", gathered.cancel())
        say("7", await gathered)
    except Exception as error:
        say("8", "went wrong", show(error))
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            await B.reset()
        except asyncio.CancelledError as error:
            say("10", "swallowed", show(error))
    try:
        say("11", await B.wait())
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        try:
            say("13", await S.acquire())
            try:
                say("14", any_task(1).cancelling())
                say("15", V.get())
            finally:
                S.release()
            async with C:
                say("16", await C.wait())
                say("17", await asyncio.gather(w3(), return_exceptions=True))
            async with asyncio.timeout_at(loop.time() + 1 / 32) as G["18"]:
                say("19", B.n_waiting, B.broken, B.parties)
                say("20", await Bad())
            say("21", G["18"].expired())
        except BaseException as error:
            say("22", "caught", show(error))
            raise RuntimeError("23") from error
    except Exception as error:
        say("24", "went wrong", show(error))
    return "25"


async def w1():
    async with L:
        try:
            G["27"] = [asyncio.ensure_future(w3())]
            G["28"] = await asyncio.wait(G["27"], timeout=1 / 8, return_when=asyncio.ALL_COMPLETED)
            say("26", *map(names, G["28"]))
            del G["27"], G["28"]
        finally:
            say("29")
            async for item in g0(2):
                say("30", item)
                G["31"] = g0(2)
                say("32", await anext(G["31"]))
                say("33", await G["31"].aclose())
        async with L:
            G["34"] = g0(1)
            say("35", await anext(G["34"]))
            say("36", await G["34"].aclose())
            G["34"] = None
            say("37", V.get())
            any_task(3).add_done_callback(callback("38"))
        try:
            loop.call_soon(callback("39"), 1, 2)
            say("40", await later(1))
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 16)
                    G["41"] = g0(2)
                    say("42", await anext(G["41"]))
                    say("43", await G["41"].athrow(ValueError("43")))
                    G["41"] = None
                except asyncio.CancelledError as error:
                    say("44", "swallowed", show(error))
        finally:
            say("45")
            any_task(0).add_done_callback(callback("46"))
    try:
        say("47", await asyncio.sleep(3 / 64, "48"))
    except Exception as error:
        say("49", "went wrong", show(error))
    return "50"


async def w0():
    say("51", "uncancel", asyncio.current_task().uncancel())
    loop.call_soon(lambda: say("52", V.get()))
    async with C:
        say("53", await C.wait())
        await asyncio.sleep(1 / 32)
        say("54")
    return "55"


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
                async with asyncio.TaskGroup() as G["56"]:
                    T.append(G["56"].create_task(w0(), name="57"))
                    say("58", "uncancel", asyncio.current_task().uncancel())
                    say("59", await asyncio.shield(w0()))
                    say("60", "cancel", any_task(0).cancel("61"))
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                say("63", await later(2))
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                say("65", await w2())
            except Exception as error:
                say("66", "went wrong", show(error))
            try:
                say("67", await asyncio.sleep(0, "68"))
            except Exception as error:
                say("69", "went wrong", show(error))
            try:
                say("70", await asyncio.wait_for(asyncio.shield(w3()), 1 / 32))
            except Exception as error:
                say("71", "went wrong", show(error))
            say("72", "cancel", any_task(1).cancel("73"))
            try:
                await asyncio.sleep(1 / 4)
            except Exception as error:
                say("74", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w1()))


asyncio.run(main())
print("over")
