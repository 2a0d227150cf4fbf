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
            await asyncio.sleep(0)
            got = yield i
            say("1", i, got)
        raise ValueError("generator")
    finally:
        say("2", "generator ends")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 32)
            got = yield i
            say("3", i, got)
    finally:
        say("4", "generator ends")


async def w2():
    await B.abort()
    F[1].add_done_callback(callback("6"))
    any_task(5).add_done_callback(callback("7"))
    async with asyncio.TaskGroup() as G["8"]:
        T.append(G["8"].create_task(asyncio.sleep(0, "9"), name="10"))
        T.append(G["8"].create_task(asyncio.sleep(3 / 64, "11")))
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 8)
                G["12"] = g0(2)
                say("13", await anext(G["12"]))
                say("14", await G["12"].asend("14"))
                G["12"] = None
            except asyncio.CancelledError as error:
                say("15", "swallowed", show(error))
        try:
            async with Guard("16", False):
                say("17", await asyncio.gather())
                say("18", Q.qsize(), Q.empty(), Q.full())
                say("19")
            say("20", await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, "21")), 1 / 32))
        except asyncio.CancelledError as error:
            say("22", "caught", show(error))
    async for item in g1(3):
        say("23", item)
        await asyncio.sleep(1 / 64)
        say("24")
    return "25"


async def w1():
    say("26", state(any_task(5)))
    say("27")
    F[1].done() or F[1].set_exception(ValueError("28"))
    try:
        say("29", "cancel", any_task(0).cancel("30"))
        say("31", V.get())
        async with S:
            async with C:
                say("32", await C.wait())
                raise ValueError("33")
            async for task in asyncio.as_completed([asyncio.create_task(w2()), asyncio.create_task(w2()), asyncio.create_task(asyncio.sleep(1 / 64, "34"))], timeout=1 / 32):
                say("35", task.get_name(), state(task))
            T.append(asyncio.create_task(w2()))
    except Exception as error:
        say("36", "caught", show(error))
        raise RuntimeError("37") from error
    return "38"


async def w0():
    try:
        say("39", "uncancel", asyncio.current_task().uncancel())
    except ValueError as error:
        say("40", "caught", show(error))
    Q.task_done()
    say("42", await asyncio.gather(F[0], asyncio.sleep(1 / 16, "43")))
    gathered = asyncio.gather(later(0), later(4), return_exceptions=True)
    await asyncio.sleep(1 / 16)
    say("44", gathered.cancel())
    say("44", await gathered)
    return "45"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(logging_handler)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.BoundedSemaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.PriorityQueue(1)
    try:
        async with asyncio.timeout(4):
            try:
                for _ in range(2):
                    try:
                        await asyncio.sleep(1 / 32)
                        say("46", await w1())
                    except asyncio.CancelledError as error:
                        say("47", "swallowed", show(error))
            except Exception as error:
                say("48", "went wrong", show(error))
            await B.abort()
            for next_one in asyncio.as_completed([asyncio.create_task(w2())], timeout=1 / 32):
                say("50", await next_one)
            try:
                await asyncio.sleep(1 / 4)
                say("51")
            except Exception as error:
                say("52", "went wrong", show(error))
            await asyncio.sleep(1 / 16)
            try:
                G["54"] = [asyncio.ensure_future(F[0]), asyncio.ensure_future(w2())]
                G["55"] = await asyncio.wait(G["54"], timeout=1 / 16, return_when=asyncio.ALL_COMPLETED)
                say("53", *map(names, G["55"]))
                del G["54"], G["55"]
            except Exception as error:
                say("56", "went wrong", show(error))
            try:
                await asyncio.sleep(3 / 64)
                say("57")
            except Exception as error:
                say("58", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
