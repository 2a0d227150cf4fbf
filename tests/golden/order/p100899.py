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
            await asyncio.sleep(1 / 32)
            got = yield i
            say("1", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 32)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            got = yield i
            say("4", i, got)
    finally:
        say("5", "generator ends")


async def w2():
    say("6")
    loop.call_at(loop.time() + 1 / 8, callback("7"))
    try:
        async with Guard("8", False):
            try:
                say("9", "cancel", any_task(4).cancel("10"))
            except BaseException as error:
                say("11", "caught", show(error))
                raise RuntimeError("12") from error
        await asyncio.sleep(0)
        say("13")
        T.append(asyncio.create_task(asyncio.sleep(0, "14")))
    except asyncio.CancelledError as error:
        say("15", "caught", show(error))
    return "16"


async def w1():
    say("17", await B.wait())
    try:
        await asyncio.sleep(1 / 16)
        say("18", "uncancel", any_task(5).uncancel())
    except TimeoutError as error:
        say("19", "caught", show(error))
    loop.call_later(0, callback("20"), 1)
    return "21"


async def w0():
    try:
        try:
            say("22", await w1())
            try:
                say("23", await later(1))
                say("24", await asyncio.wait_for(asyncio.sleep(0, "25"), 3 / 64))
                say("26", "cancel", any_task(5).cancel("27"))
            finally:
                say("28")
        finally:
            say("29")
    except Exception as error:
        say("30", "went wrong", show(error))
    try:
        async with L:
            say("31", await later(4))
    except Exception as error:
        say("32", "went wrong", show(error))
    return "33"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(2)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                G["35"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(F[0])]
                G["36"] = await asyncio.wait(G["35"], timeout=1 / 16, return_when=asyncio.ALL_COMPLETED)
                say("34", *map(names, G["36"]))
                del G["35"], G["36"]
                handle = loop.call_soon(raising("37"), 1, 2)
                await asyncio.sleep(0)
                handle.cancel()
                say("37", handle.cancelled())
            except TimeoutError as error:
                say("38", "caught", show(error))
            try:
                added = callback("39")
                any_task(4).add_done_callback(added)
                await asyncio.sleep(1 / 16)
                say("39", any_task(4).remove_done_callback(added))
            except Exception as error:
                say("40", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 32)
                say("41")
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                say("43", await asyncio.wait_for(later(5), 1 / 64))
            except Exception as error:
                say("44", "went wrong", show(error))
            say("45")
            try:
                say("46", await later(4))
            except Exception as error:
                say("47", "went wrong", show(error))
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(0)
                        say("48", await Steps(2))
                    except asyncio.CancelledError as error:
                        say("49", "swallowed", show(error))
            except Exception as error:
                say("50", "went wrong", show(error))
            try:
                async for item in g0(2):
                    say("51", item)
                    say("52", state(any_task(3)))
            except Exception as error:
                say("53", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
