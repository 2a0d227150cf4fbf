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


async def w4():
    say("1", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    say("2", await later(0))
    T.append(loop.create_task(asyncio.sleep(1 / 32, "3"), name="4"))
    return "5"


async def w3():
    try:
        context = contextvars.copy_context()
        context.run(V.set, "6")
        T.append(asyncio.create_task(w4(), context=context))
    finally:
        say("7")
        async with Guard("8", False):
            T.append(loop.create_task(w4()))
            say("9", await Q.get())
    for _ in range(2):
        try:
            await asyncio.sleep(1 / 16)
            say("10", await asyncio.wait_for(asyncio.shield(w4()), 1 / 32))
        except asyncio.CancelledError as error:
            say("11", "swallowed", show(error))
    return "12"


async def w2():
    T.append(asyncio.create_task(w3()))
    say("13", await Steps(2))
    say("14", "uncancel", asyncio.current_task().uncancel())
    await asyncio.sleep(0)
    say("15")
    F[1].done() or F[1].set_result("16")
    return "17"


async def w1():
    try:
        say("18", await w4())
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        F[2].done() or F[2].set_exception(ValueError("20"))
    except Exception as error:
        say("21", "went wrong", show(error))
    try:
        gathered = asyncio.gather(asyncio.sleep(1 / 32, "23"), w2())
        await asyncio.sleep(1 / 64)
        say("22", gathered.cancel())
        say("22", await gathered)
    except Exception as error:
        say("24", "went wrong", show(error))
    try:
        try:
            say("25", await asyncio.gather(return_exceptions=True))
            say("26", await asyncio.wait_for(asyncio.shield(w4()), 1 / 32))
        finally:
            say("27")
            say("28")
    except Exception as error:
        say("29", "went wrong", show(error))
    try:
        await asyncio.sleep(1 / 16)
    except Exception as error:
        say("30", "went wrong", show(error))
    return "31"


async def w0():
    await asyncio.sleep(1 / 32)
    say("32")
    loop.call_later(1 / 64, callback("33"), 1)
    return "34"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(0)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("35", names(asyncio.all_tasks()))
                    say("36", await asyncio.gather(later(3), w4(), return_exceptions=True))
                finally:
                    say("37")
            except Exception as error:
                say("38", "went wrong", show(error))
            try:
                context = contextvars.copy_context()
                context.run(V.set, "39")
                T.append(asyncio.create_task(w3(), context=context))
            except Exception as error:
                say("40", "went wrong", show(error))
            try:
                for _ in range(2):
                    T.append(asyncio.ensure_future(w4()))
                    say("41", await asyncio.sleep(3 / 64, "42"))
            except Exception as error:
                say("43", "went wrong", show(error))
            try:
                say("44", "uncancel", any_task(0).uncancel())
                for _ in range(3):
                    say("45", "uncancel", asyncio.current_task().uncancel())
                    context = contextvars.copy_context()
                    context.run(V.set, "46")
                    T.append(asyncio.create_task(w3(), context=context))
            finally:
                say("47")
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
