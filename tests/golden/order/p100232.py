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
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w4():
    say("4", await E.wait())
    E.clear()
    E.set()
    say("7", await asyncio.wait_for(asyncio.shield(later(5)), 1 / 32))
    async for item in g0(2):
        say("8", item)
        say("9", "uncancel", any_task(2).uncancel())
        break
    return "10"


async def w3():
    say("11", [await w4() for _ in range(2)])
    try:
        try:
            say("12", await asyncio.gather(w4()))
        except ValueError as error:
            say("13", "caught", show(error))
            raise RuntimeError("14") from error
    finally:
        say("15")
        say("16", await later(3))
    say("17", await later(4))
    return "18"


async def w2():
    async with C:
        C.notify()
        async for item in g0(2):
            say("20", item)
            say("21", "uncancel", any_task(2).uncancel())
    loop.call_later(1 / 32, raising("22"), 1)
    return "23"


async def w1():
    say("24", await w3())
    say("25", await later(1))
    async with asyncio.timeout(1 / 64) as G["26"]:
        say("27", await Steps(3))
    say("28", G["26"].expired())
    return "29"


async def w0():
    say("30", await asyncio.gather(later(3), w4(), w4(), return_exceptions=True))
    async with asyncio.TaskGroup() as G["31"]:
        T.append(G["31"].create_task(w1(), name="32"))
        T.append(G["31"].create_task(w3()))
        say("33", await asyncio.gather(w1(), w4(), return_exceptions=True))
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
    Q = asyncio.Queue(2)
    try:
        async with asyncio.timeout(4):
            say("35", await Steps(0))
            try:
                say("36", await later(0))
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                say("38", any_task(2).done(), any_task(2).cancelled())
            except Exception as error:
                say("39", "went wrong", show(error))
            async for item in g0(3):
                say("40", item)
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 16)
                        loop.call_soon(raising("41"), 1, 2)
                    except asyncio.CancelledError as error:
                        say("42", "swallowed", show(error))
                break
            try:
                async for item in g0(2):
                    say("43", item)
                    say("44", await asyncio.wait_for(F[2], 3 / 64))
            except Exception as error:
                say("45", "went wrong", show(error))
            async with C:
                C.notify_all()
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 64)
                        say("47", await later(1))
                    except asyncio.CancelledError as error:
                        say("48", "swallowed", show(error))
            try:
                try:
                    say("49", await asyncio.gather(later(2), return_exceptions=True))
                    loop.call_later(1 / 8, callback("50"), 1)
                except (KeyError, RuntimeError) as error:
                    say("51", "caught", show(error))
                    context = contextvars.copy_context()
                    context.run(V.set, "52")
                    T.append(asyncio.create_task(w3(), context=context))
            except Exception as error:
                say("53", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()
    T.append(asyncio.create_task(w2()))


asyncio.run(main())
print("over")
