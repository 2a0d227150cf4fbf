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
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")


async def w1():
    for _ in range(2):
        try:
            await asyncio.sleep(0)
            G["5"] = g1(2)
            say("6", await anext(G["5"]))
            say("7", await G["5"].athrow(ValueError("7")))
        except asyncio.CancelledError as error:
            say("8", "swallowed", show(error))
    try:
        say("9", await asyncio.sleep(1 / 64, "10"))
    except Exception as error:
        say("11", "went wrong", show(error))
    try:
        T.append(asyncio.ensure_future(asyncio.sleep(1 / 32, "12")))
    except Exception as error:
        say("13", "went wrong", show(error))
    return "14"


async def w0():
    try:
        say("15", await asyncio.gather(w1(), w1(), w1(), return_exceptions=True))
    except asyncio.CancelledError as error:
        say("16", "caught", show(error))
    async for item in g0(3):
        say("17", item)
        say("18", await Q.join())
    F[2].add_done_callback(callback("19"))
    try:
        T.append(asyncio.ensure_future(Steps(2)))
        try:
            say("21", "uncancel", asyncio.current_task().uncancel())
            say("22", B.n_waiting, B.broken, B.parties)
            F[0].done() or F[0].set_result("23")
        finally:
            say("24")
        try:
            try:
                say("25", await Q.put(7))
                say("26", await later(5))
            except (KeyError, RuntimeError) as error:
                say("27", "caught", show(error))
            raise ValueError("28")
            say("29", "cancel", any_task(2).cancel("30"))
        except Exception as error:
            say("31", "caught", show(error))
    except ValueError as error:
        say("32", "caught", show(error))
    say("33")
    return "34"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("35", await asyncio.gather(w1(), w1(), w1(), return_exceptions=True))
            except Exception as error:
                say("36", "went wrong", show(error))
            try:
                for _ in range(3):
                    T.append(asyncio.create_task(w1(), name="37"))
                    say("38", await B.wait())
                    await asyncio.sleep(0)
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                say("40")
            except Exception as error:
                say("41", "went wrong", show(error))
            try:
                async with C:
                    say("42", await C.wait())
                    say("43", await w1())
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                try:
                    say("45", await w1())
                    await asyncio.sleep(1 / 16)
                    say("46")
                finally:
                    say("47")
                    say("48", await later(0))
            except Exception as error:
                say("49", "went wrong", show(error))
            T.append(asyncio.create_task(w0()))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w0()))


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
