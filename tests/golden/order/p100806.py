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
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
        raise ValueError("generator")
    finally:
        say("5", "generator ends")
        await asyncio.sleep(3 / 64)
        say("6", "generator ended")


async def w3():
    try:
        E.clear()
        G["8"] = g0(3)
        say("9", await anext(G["8"]))
        say("10", await G["8"].asend("10"))
        G["8"] = None
    except Exception as error:
        say("11", "caught", show(error))
        say("12", await Q.join())
    loop.call_soon(lambda: say("13", V.get()))
    say("14", await asyncio.wait_for(asyncio.sleep(1 / 16, "15"), 1 / 8))
    return "16"


async def w2():
    async with L:
        try:
            T.append(asyncio.ensure_future(w3()))
            any_task(5).add_done_callback(callback("17"))
            for _ in range(2):
                try:
                    await asyncio.sleep(1 / 32)
                    context = contextvars.copy_context()
                    context.run(V.set, "18")
                    T.append(asyncio.create_task(w3(), context=context))
                except asyncio.CancelledError as error:
                    say("19", "swallowed", show(error))
        except ValueError as error:
            say("20", "caught", show(error))
            raise RuntimeError("21") from error
        say("22", await asyncio.wait_for(w3(), 1 / 32))
    say("23", any_task(2).done(), any_task(2).cancelled())
    return "24"


async def w1():
    Q.shutdown(immediate=True)
    say("26")
    T.append(asyncio.ensure_future(w3()))
    say("27", await w3())
    async with C:
        say("28", await C.wait_for(E.is_set))
        say("29")
    return "30"


async def w0():
    try:
        say("31", any_task(5).result())
    except Exception as error:
        say("32", "went wrong", show(error))
    say("33", await w1())
    return "34"


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
            say("35", Q.qsize(), Q.empty(), Q.full())
            try:
                async with asyncio.TaskGroup() as G["36"]:
                    T.append(G["36"].create_task(w1(), name="37"))
                    say("38", await asyncio.gather(later(1)))
                    T.append(loop.create_task(asyncio.sleep(0, "39")))
                    await B.abort()
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                raise asyncio.CancelledError("42")
            except Exception as error:
                say("43", "went wrong", show(error))
            say("44", "cancel", any_task(1).cancel("45"))
            try:
                async with Guard("46", True):
                    say("47", await asyncio.wait_for(asyncio.shield(w1()), 1 / 32))
            except Exception as error:
                say("48", "went wrong", show(error))
            async with asyncio.TaskGroup() as G["49"]:
                T.append(G["49"].create_task(w0()))
                T.append(G["49"].create_task(asyncio.sleep(0, "50")))
                say("51", state(any_task(2)))
                await asyncio.sleep(1 / 32)
                say("52")
                F[0].set_result("53")
            try:
                async with L:
                    gathered = asyncio.gather(later(3), F[2], return_exceptions=True)
                    await asyncio.sleep(1 / 4)
                    say("54", gathered.cancel())
                    say("54", await gathered)
                    await asyncio.sleep(3 / 64)
                    say("55")
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                async with Guard("57", False):
                    say("58", [x async for x in g1(2)])
                    say("59", await asyncio.gather(w0(), return_exceptions=True))
                    T.append(asyncio.create_task(w1(), name="60"))
            except Exception as error:
                say("61", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
