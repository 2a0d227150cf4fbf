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
        raise ValueError("generator")
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 32)
        say("3", "generator ended")


async def w2():
    say("4", await asyncio.sleep(1 / 8, "5"))
    T.append(asyncio.ensure_future(Steps(1)))
    async with C:
        say("7", await C.wait())
        async for item in g0(1):
            say("8", item)
            say("9", await L.acquire())
            try:
                handle = loop.call_at(loop.time() + 1 / 16, callback("10"))
                await asyncio.sleep(0)
                handle.cancel()
                say("10", handle.cancelled())
            finally:
                L.release()
            break
    async with C:
        say("11", await C.wait())
        try:
            say("12", await asyncio.sleep(1 / 32, "13"))
            any_task(2).add_done_callback(callback("14"))
        except asyncio.CancelledError as error:
            say("15", "caught", show(error))
            raise
    async with C:
        C.notify_all()
        async with Guard("17", False):
            say("18", V.get())
            say("19")
            say("20", await B.wait())
    return "21"


async def w1():
    raise ValueError("22")
    say("23", await asyncio.gather(asyncio.sleep(1 / 16, "24"), w2(), return_exceptions=True))
    say("25", await asyncio.wait_for(F[1], 1 / 32))
    return "26"


async def w0():
    say("27", "uncancel", asyncio.current_task().uncancel())
    async with Guard("28", False):
        say("29", await asyncio.gather(F[2], return_exceptions=True))
        say("30", [await w1() for _ in range(2)])
    await asyncio.sleep(0)
    say("31")
    return "32"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                try:
                    say("33", state(any_task(5)))
                except TimeoutError as error:
                    say("34", "caught", show(error))
                    raise
            except Exception as error:
                say("35", "went wrong", show(error))
            say("36", await asyncio.gather(return_exceptions=True))
            try:
                for _ in range(3):
                    E.clear()
            except Exception as error:
                say("38", "went wrong", show(error))
            try:
                try:
                    say("39", await later(5))
                    say("40", [x async for x in g0(2)])
                except Exception as error:
                    say("41", "caught", show(error))
                    raise
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                say("43")
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 32)
                say("45")
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                async for item in g0(1):
                    say("47", item)
                    say("48", await B.wait())
            except Exception as error:
                say("49", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
