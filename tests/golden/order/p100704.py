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
    finally:
        say("2", "generator ends")


async def w3():
    say("3")
    say("4", await asyncio.gather(later(4), asyncio.sleep(0, "5"), asyncio.sleep(1 / 64, "6")))
    say("7", "cancel", any_task(1).cancel("8"))
    return "9"


async def w2():
    say("10", state(F[0]))
    say("11", await asyncio.wait_for(asyncio.shield(F[2]), 1 / 32))
    say("12", "uncancel", any_task(3).uncancel())
    say("13", "cancel", any_task(3).cancel("14"))
    T.append(asyncio.create_task(w3()))
    return "15"


async def w1():
    say("16", [x async for x in g0(3)])
    F[2].add_done_callback(callback("17"))
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(0)
                say("18")
            except asyncio.CancelledError as error:
                say("19", "swallowed", show(error))
        for _ in range(2):
            say("20", await E.wait())
            say("21", await Q.get())
    except asyncio.CancelledError as error:
        say("22", "caught", show(error))
        raise RuntimeError("23") from error
    say("24")
    return "25"


async def w0():
    F[2].done() or F[2].set_exception(ValueError("26"))
    try:
        try:
            async with Guard("27", False):
                say("28", "cancel", any_task(4).cancel("29"))
                say("30")
                loop.call_later(1 / 16, callback("31"), 1)
            T.append(asyncio.create_task(w2()))
            for _ in range(3):
                context = contextvars.copy_context()
                context.run(V.set, "32")
                T.append(asyncio.create_task(w3(), context=context))
        except asyncio.CancelledError as error:
            say("33", "caught", show(error))
    except Exception as error:
        say("34", "went wrong", show(error))
    try:
        await asyncio.sleep(0)
        say("35")
    except Exception as error:
        say("36", "went wrong", show(error))
    try:
        async with asyncio.timeout_at(loop.time() + 3 / 64) as G["37"]:
            await asyncio.sleep(0)
            say("38")
            say("39")
        say("40", G["37"].expired())
    except Exception as error:
        say("41", "went wrong", show(error))
    try:
        G["42"] = g0(3)
        say("43", await anext(G["42"]))
        G["42"] = None
        G["42"] = None
    except Exception as error:
        say("45", "went wrong", show(error))
    return "46"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                say("47", await w1())
            except Exception as error:
                say("48", "went wrong", show(error))
            try:
                try:
                    say("49", Q.qsize(), Q.empty(), Q.full())
                    say("50", await asyncio.gather(later(5)))
                finally:
                    say("51")
                    say("52")
            except Exception as error:
                say("53", "went wrong", show(error))
            try:
                say("54", await asyncio.gather(asyncio.sleep(0, "55"), return_exceptions=True))
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                F[0].done() or F[0].set_result("57")
                async with L:
                    say("58")
                    say("59")
            finally:
                say("60")
                say("61", await later(4))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
