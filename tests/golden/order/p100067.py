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
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
    finally:
        say("2", "generator ends")


async def w3():
    try:
        raise RuntimeError("3")
    except Exception as error:
        say("4", "went wrong", show(error))
    say("5", await later(3))
    try:
        try:
            say("6", await asyncio.gather(asyncio.sleep(0, "7"), asyncio.sleep(1 / 64, "8"), F[2]))
            loop.call_later(1 / 4, callback("9"), 1)
            async with C:
                say("10", await C.wait_for(E.is_set))
                say("11", await asyncio.wait_for(asyncio.shield(asyncio.sleep(3 / 64, "12")), 1 / 32))
        except Exception as error:
            say("13", "caught", show(error))
            raise
    except Exception as error:
        say("14", "went wrong", show(error))
    try:
        async with S:
            say("15")
            await asyncio.sleep(0)
            say("16")
    except Exception as error:
        say("17", "went wrong", show(error))
    return "18"


async def w2():
    loop.call_soon(lambda: say("19", V.get()))
    async for item in g0(2):
        say("20", item)
        async with Guard("21", True):
            await asyncio.sleep(0)
            say("22")
        break
    return "23"


async def w1():
    async with asyncio.TaskGroup() as G["24"]:
        T.append(G["24"].create_task(w2()))
        T.append(G["24"].create_task(w3(), name="25"))
        say("26", await asyncio.wait_for(w3(), 1 / 16))
        try:
            say("27", await asyncio.wait_for(asyncio.shield(w2()), 1 / 32))
            say("28", await later(4))
            G["29"] = g0(1)
            say("30", await anext(G["29"]))
            say("31", await G["29"].aclose())
            G["29"] = None
        finally:
            say("32")
            context = contextvars.copy_context()
            context.run(V.set, "33")
            T.append(asyncio.create_task(w3(), context=context))
    say("34", await asyncio.gather(later(1), w2(), w2()))
    return "35"


async def w0():
    say("36", [await w2() for _ in range(2)])
    E.set()
    say("38", {x: 1 async for x in g0(3) if x != 1})
    return "39"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                async with S:
                    say("40", await w2())
                    F[0].add_done_callback(callback("41"))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                say("43", state(F[2]))
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                await asyncio.sleep(1 / 64)
                say("45")
            except Exception as error:
                say("46", "went wrong", show(error))
            try:
                try:
                    say("47", await w2())
                    say("48", await asyncio.wait_for(w1(), 1 / 32))
                    await asyncio.sleep(1 / 16)
                    say("49")
                except Exception as error:
                    say("50", "caught", show(error))
            except Exception as error:
                say("51", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
