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


async def w3():
    for _ in range(3):
        async with C:
            C.notify_all()
            try:
                await asyncio.sleep(0)
                T.append(asyncio.ensure_future(asyncio.sleep(1 / 8, "2")))
            except ValueError as error:
                say("3", "caught", show(error))
                raise RuntimeError("4") from error
    say("5")
    await asyncio.sleep(0)
    say("6")
    async with Guard("7", True):
        say("8", await asyncio.gather(asyncio.sleep(1 / 64, "9"), return_exceptions=True))
    return "10"


async def w2():
    async with Guard("11", False):
        for _ in range(2):
            say("12", names(asyncio.all_tasks()))
        async with S:
            say("13", any_task(2).result())
    await asyncio.sleep(0)
    G["15"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(F[2])]
    G["16"] = await asyncio.wait(G["15"], timeout=3 / 64, return_when=asyncio.FIRST_COMPLETED)
    say("14", *map(names, G["16"]))
    del G["15"], G["16"]
    say("17", "cancel", any_task(4).cancel("18"))
    async with asyncio.timeout(None) as G["19"]:
        await asyncio.sleep(0)
        try:
            loop.call_later(3 / 64, callback("20"), 1)
            say("21", "uncancel", asyncio.current_task().uncancel())
        except (KeyError, RuntimeError) as error:
            say("22", "caught", show(error))
            raise
        say("23", any_task(1).result())
    say("24", G["19"].expired())
    return "25"


async def w1():
    say("26", await F[2])
    async with asyncio.timeout(1 / 64) as G["27"]:
        say("28", await asyncio.gather(F[0], w3(), return_exceptions=True))
        for next_one in asyncio.as_completed([asyncio.create_task(w3()), asyncio.create_task(w3())]):
            say("29", await next_one)
        try:
            for _ in range(3):
                say("30", await B.wait())
        finally:
            say("31")
    say("32", G["27"].expired())
    for _ in range(3):
        G["34"] = [asyncio.ensure_future(later(5)), asyncio.ensure_future(w3())]
        G["35"] = await asyncio.wait(G["34"], timeout=1 / 64, return_when=asyncio.FIRST_EXCEPTION)
        say("33", *map(names, G["35"]))
        del G["34"], G["35"]
        async with asyncio.TaskGroup() as G["36"]:
            T.append(G["36"].create_task(w2(), name="37"))
            say("38", await later(4))
            say("39", await B.wait())
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            raise ValueError("40")
        except asyncio.CancelledError as error:
            say("41", "swallowed", show(error))
    return "42"


async def w0():
    context = contextvars.copy_context()
    context.run(V.set, "43")
    T.append(asyncio.create_task(w1(), context=context))
    await asyncio.sleep(1 / 16)
    say("44")
    say("45", V.get())
    return "46"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async with asyncio.TaskGroup() as G["47"]:
                    T.append(G["47"].create_task(w3(), name="48"))
                    T.append(G["47"].create_task(w0(), name="49"))
                    T.append(G["47"].create_task(w3(), name="50"))
                    say("51", state(F[2]))
                    say("52", state(any_task(0)))
            except Exception as error:
                say("53", "went wrong", show(error))
            await asyncio.sleep(1 / 16)
            try:
                async with asyncio.TaskGroup() as G["54"]:
                    T.append(G["54"].create_task(w3(), name="55"))
                    loop.call_later(1 / 64, raising("56"), 1)
                    say("57", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("58", "went wrong", show(error))
            try:
                say("59", "uncancel", any_task(1).uncancel())
            except Exception as error:
                say("60", "went wrong", show(error))
            try:
                await asyncio.sleep(0)
                say("61")
            except Exception as error:
                say("62", "went wrong", show(error))
            try:
                say("63", await asyncio.gather(return_exceptions=True))
            except Exception as error:
                say("64", "went wrong", show(error))
            try:
                say("65", await asyncio.sleep(1 / 32, "66"))
            except Exception as error:
                say("67", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w3()))


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
