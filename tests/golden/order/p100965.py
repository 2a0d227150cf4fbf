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
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 16)
        say("3", "generator ended")


async def w3():
    say("4", await asyncio.sleep(1 / 16, "5"))
    try:
        say("6", await Steps(1))
    except Exception as error:
        say("7", "went wrong", show(error))
    try:
        say("8", any_task(5).exception())
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        async with L:
            await asyncio.sleep(1 / 8)
            async for item in g0(3):
                say("10", item)
                G["12"] = [asyncio.ensure_future(later(3))]
                G["13"] = await asyncio.wait(G["12"], timeout=1 / 32, return_when=asyncio.FIRST_EXCEPTION)
                say("11", *map(names, G["13"]))
                for t in G["12"]:
                    t.cancel()
                t = None
                del G["12"], G["13"]
                break
    except Exception as error:
        say("14", "went wrong", show(error))
    return "15"


async def w2():
    Q.shutdown(immediate=True)
    try:
        T.append(asyncio.ensure_future(w3()))
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        say("18", await E.wait())
    except Exception as error:
        say("19", "went wrong", show(error))
    try:
        G["20"] = g0(3)
        say("21", await anext(G["20"]))
        await asyncio.sleep(1 / 8)
        G["20"] = None
    except Exception as error:
        say("23", "went wrong", show(error))
    return "24"


async def w1():
    say("25")
    say("26")
    say("27", await later(3))
    say("28", await asyncio.shield(F[2]))
    return "29"


async def w0():
    say("30", "uncancel", asyncio.current_task().uncancel())
    added = callback("31")
    any_task(5).add_done_callback(added)
    await asyncio.sleep(3 / 64)
    say("31", any_task(5).remove_done_callback(added))
    return "32"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            for _ in range(3):
                T.append(asyncio.create_task(w0(), name="33"))
                T.append(asyncio.create_task(w0(), name="34"))
            E.set()
            try:
                for _ in range(2):
                    say("36")
                    say("37", await asyncio.wait_for(asyncio.shield(later(4)), 1 / 32))
                    say("38", await asyncio.wait_for(asyncio.shield(w1()), 1 / 32))
            except Exception as error:
                say("39", "went wrong", show(error))
            say("40", state(F[2]))
            try:
                say("41", await asyncio.wait_for(asyncio.shield(F[0]), 1 / 32))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["43"]:
                    T.append(G["43"].create_task(w2(), name="44"))
                    T.append(G["43"].create_task(w2()))
                    T.append(G["43"].create_task(w1()))
                    say("45", await asyncio.wait_for(w0(), 1 / 8))
            except Exception as error:
                say("46", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
