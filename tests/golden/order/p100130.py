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
    finally:
        say("2", "generator ends")
        await asyncio.sleep(1 / 8)
        say("3", "generator ended")


async def g1(n):
    try:
        for i in range(n):
            await asyncio.sleep(1 / 4)
            got = yield i
            say("4", i, got)
    except ValueError as error:
        say("generator caught", show(error))
        yield "after"
    finally:
        say("5", "generator ends")


async def w1():
    try:
        G["6"] = g1(2)
        say("7", await anext(G["6"]))
        say("8", await G["6"].athrow(ValueError("8")))
        G["6"] = None
    except Exception as error:
        say("9", "went wrong", show(error))
    try:
        T.append(asyncio.create_task(asyncio.sleep(0, "10"), name="11"))
    except Exception as error:
        say("12", "went wrong", show(error))
    try:
        try:
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    E.set()
                except asyncio.CancelledError as error:
                    say("14", "swallowed", show(error))
        except ValueError as error:
            say("15", "caught", show(error))
    except Exception as error:
        say("16", "went wrong", show(error))
    return "17"


async def w0():
    async for item in g1(3):
        say("18", item)
        async with asyncio.TaskGroup() as G["19"]:
            T.append(G["19"].create_task(asyncio.sleep(0, "20"), name="21"))
            T.append(G["19"].create_task(w1(), name="22"))
            say("23", await asyncio.gather(w1(), w1(), later(0)))
            raise TimeoutError("24")
            for _ in range(3):
                say("25", any_task(0).result())
                await asyncio.sleep(3 / 64)
                say("26")
                await asyncio.sleep(1 / 32)
                say("27")
        break
    added = callback("28")
    any_task(3).add_done_callback(added)
    await asyncio.sleep(1 / 16)
    say("28", any_task(3).remove_done_callback(added))
    say("29")
    say("30", await later(5))
    say("31", {x: 1 async for x in g0(2) if x != 1})
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
    Q = asyncio.Queue(0)
    try:
        async with asyncio.timeout(4):
            try:
                for next_one in asyncio.as_completed([asyncio.create_task(w1()), asyncio.create_task(w1())]):
                    say("33", await next_one)
                await asyncio.sleep(0)
                say("34")
                say("35", V.get())
            finally:
                say("36")
                for next_one in asyncio.as_completed([asyncio.create_task(w0()), asyncio.create_task(w1()), asyncio.create_task(w1())], timeout=1 / 32):
                    say("37", await next_one)
            try:
                try:
                    say("38", await asyncio.wait_for(w0(), 1 / 16))
                    say("39")
                finally:
                    say("40")
                    say("41", await later(3))
            except Exception as error:
                say("42", "went wrong", show(error))
            try:
                E.set()
            except Exception as error:
                say("44", "went wrong", show(error))
            try:
                say("45", await S.acquire())
                try:
                    T.append(asyncio.create_task(w1()))
                finally:
                    S.release()
            except Exception as error:
                say("46", "went wrong", show(error))
            say("47")
            try:
                say("48", await w0())
            except Exception as error:
                say("49", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["50"]:
                    T.append(G["50"].create_task(w0()))
                    T.append(G["50"].create_task(w0()))
                    T.append(G["50"].create_task(w1()))
                    raise ValueError("51")
                    say("52", "cancel", any_task(1).cancel("53"))
            except Exception as error:
                say("54", "went wrong", show(error))
            try:
                say("55", "cancel", any_task(2).cancel())
            except Exception as error:
                say("56", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


with asyncio.Runner() as runner:
    print(runner.run(main()))
    print(len(T))
