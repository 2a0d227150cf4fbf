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


async def w2():
    say("1", "cancel", any_task(1).cancel())
    any_task(1).cancel()
    say("2")
    async with asyncio.timeout(1 / 8) as G["3"]:
        say("4", await asyncio.sleep(0, "5"))
        say("6", await asyncio.shield(asyncio.sleep(1 / 64, "7")))
        T.append(asyncio.create_task(asyncio.sleep(0, "8")))
    say("9", G["3"].expired())
    say("10", await asyncio.sleep(0, "11"))
    await asyncio.sleep(0)
    say("12")
    return "13"


async def w1():
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w2()), asyncio.create_task(w2())], timeout=1 / 32):
            say("14", await next_one)
    except Exception as error:
        say("15", "went wrong", show(error))
    try:
        added = callback("16")
        F[1].add_done_callback(added)
        await asyncio.sleep(1 / 16)
        say("16", F[1].remove_done_callback(added))
    except Exception as error:
        say("17", "went wrong", show(error))
    try:
        say("18", await asyncio.gather())
    except Exception as error:
        say("19", "went wrong", show(error))
    return "20"


async def w0():
    async with S:
        say("21", await w1())
        say("22", await asyncio.sleep(1 / 64, "23"))
    await asyncio.sleep(1 / 8)
    say("24")
    await asyncio.sleep(0)
    say("25", await asyncio.gather(F[2], w1()))
    F[0].done() or F[0].set_result("26")
    return "27"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.LifoQueue(2)
    try:
        async with asyncio.timeout(4):
            try:
                async with Guard("28", False):
                    context = contextvars.copy_context()
                    context.run(V.set, "29")
                    T.append(asyncio.create_task(w2(), context=context))
                    say("30", await asyncio.shield(w2()))
                    say("31", "uncancel", any_task(5).uncancel())
            except Exception as error:
                say("32", "went wrong", show(error))
            try:
                G["35"] = [asyncio.ensure_future(w2()), asyncio.ensure_future(asyncio.sleep(0, "34"))]
                G["36"] = await asyncio.wait(G["35"], timeout=1 / 8, return_when=asyncio.ALL_COMPLETED)
                say("33", *map(names, G["36"]))
                del G["35"], G["36"]
            except Exception as error:
                say("37", "went wrong", show(error))
            try:
                say("38", "uncancel", any_task(4).uncancel())
            except Exception as error:
                say("39", "went wrong", show(error))
            try:
                try:
                    say("40")
                    await asyncio.sleep(1 / 4)
                    say("41")
                    say("42", await asyncio.sleep(3 / 64, "43"))
                except asyncio.CancelledError as error:
                    say("44", "caught", show(error))
                    say("45", await later(1))
            except Exception as error:
                say("46", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
