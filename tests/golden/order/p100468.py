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


async def w3():
    try:
        for _ in range(2):
            try:
                await asyncio.sleep(1 / 8)
                say("1", "uncancel", asyncio.current_task().uncancel())
            except asyncio.CancelledError as error:
                say("2", "swallowed", show(error))
    except Exception as error:
        say("3", "went wrong", show(error))
    try:
        async with C:
            C.notify()
            say("5", await Q.join())
    except Exception as error:
        say("6", "went wrong", show(error))
    try:
        F[2].add_done_callback(callback("7"))
    except Exception as error:
        say("8", "went wrong", show(error))
    try:
        say("9", await E.wait())
        await asyncio.sleep(1 / 16)
        say("10")
    finally:
        say("11")
        T.append(loop.create_task(asyncio.sleep(0, "12"), name="13"))
    try:
        async with asyncio.timeout(None) as G["14"]:
            T.append(asyncio.ensure_future(asyncio.sleep(3 / 64, "15")))
            say("17", await asyncio.gather(later(4), return_exceptions=True))
            G["14"].reschedule(loop.time() + 1 / 64)
            await asyncio.sleep(1 / 8)
            say("18")
        say("19", G["14"].expired())
    except Exception as error:
        say("20", "went wrong", show(error))
    return "21"


async def w2():
    G["23"] = [asyncio.ensure_future(w3()), asyncio.ensure_future(F[2])]
    G["24"] = await asyncio.wait(G["23"], timeout=1 / 64, return_when=asyncio.ALL_COMPLETED)
    say("22", *map(names, G["24"]))
    del G["23"], G["24"]
    async with C:
        C.notify()
        say("26", await w3())
    added = callback("27")
    any_task(3).add_done_callback(added)
    await asyncio.sleep(0)
    say("27", any_task(3).remove_done_callback(added))
    say("28", any_task(4).done(), any_task(4).cancelled())
    return "29"


async def w1():
    try:
        async with L:
            G["31"] = [asyncio.ensure_future(later(4)), asyncio.ensure_future(F[1])]
            G["32"] = await asyncio.wait(G["31"], timeout=1 / 64, return_when=asyncio.ALL_COMPLETED)
            say("30", *map(names, G["32"]))
            del G["31"], G["32"]
            say("33", await B.wait())
    except Exception as error:
        say("34", "went wrong", show(error))
    say("35")
    try:
        async with asyncio.TaskGroup() as G["36"]:
            T.append(G["36"].create_task(w2(), name="37"))
            async with C:
                C.notify()
                G["40"] = [asyncio.ensure_future(w3())]
                G["41"] = await asyncio.wait(G["40"], timeout=3 / 64, return_when=asyncio.FIRST_COMPLETED)
                say("39", *map(names, G["41"]))
                for t in G["40"]:
                    t.cancel()
                t = None
                del G["40"], G["41"]
            async with C:
                C.notify()
                say("43", await later(2))
    except Exception as error:
        say("44", "went wrong", show(error))
    try:
        for _ in range(2):
            T.append(loop.create_task(w2(), name="45"))
            say("46", await w2())
            say("47", L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize())
    except Exception as error:
        say("48", "went wrong", show(error))
    return "49"


async def w0():
    try:
        try:
            for _ in range(2):
                context = contextvars.copy_context()
                context.run(V.set, "50")
                T.append(asyncio.create_task(w1(), context=context))
                G["52"] = [asyncio.ensure_future(later(2))]
                G["53"] = await asyncio.wait(G["52"], timeout=-1, return_when=asyncio.FIRST_EXCEPTION)
                say("51", *map(names, G["53"]))
                for t in G["52"]:
                    t.cancel()
                t = None
                del G["52"], G["53"]
        except BaseException as error:
            say("54", "caught", show(error))
            raise
    except Exception as error:
        say("55", "went wrong", show(error))
    try:
        loop.call_at(loop.time() + 3 / 64, raising("56"))
    except Exception as error:
        say("57", "went wrong", show(error))
    async with Guard("58", False):
        for _ in range(2):
            try:
                await asyncio.sleep(3 / 64)
                say("59")
            except asyncio.CancelledError as error:
                say("60", "swallowed", show(error))
    try:
        say("61", "cancel", any_task(4).cancel())
    except Exception as error:
        say("62", "went wrong", show(error))
    try:
        say("63")
    except Exception as error:
        say("64", "went wrong", show(error))
    return "65"


async def main():
    global loop, start, F, L, E, S, C, B, Q
    loop = asyncio.get_running_loop()
    start = loop.time()
    loop.set_exception_handler(handler)
    loop.set_task_factory(asyncio.eager_task_factory)
    F = [loop.create_future() for _ in range(3)]
    L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    S = asyncio.Semaphore(1)
    B = asyncio.Barrier(2)
    Q = asyncio.Queue(1)
    try:
        async with asyncio.timeout(4):
            try:
                say("66", await later(2))
            except Exception as error:
                say("67", "went wrong", show(error))
            try:
                async with asyncio.TaskGroup() as G["68"]:
                    T.append(G["68"].create_task(w2()))
                    T.append(G["68"].create_task(w0()))
                    await asyncio.sleep(1 / 16)
                    await asyncio.sleep(1 / 4)
                    say("69")
                    say("70", await w2())
            except Exception as error:
                say("71", "went wrong", show(error))
            try:
                say("72", "uncancel", asyncio.current_task().uncancel())
            except Exception as error:
                say("73", "went wrong", show(error))
            T.append(asyncio.create_task(w0()))
            try:
                for _ in range(2):
                    say("74", await asyncio.wait_for(F[0], 3 / 64))
            except Exception as error:
                say("75", "went wrong", show(error))
            for _ in range(2):
                async with asyncio.timeout(0) as G["76"]:
                    T.append(loop.create_task(w2()))
                    say("77", await asyncio.wait_for(w3(), 1 / 32))
                    say("78", await later(2))
                say("79", G["76"].expired())
                for _ in range(2):
                    T.append(loop.create_task(w1()))
                    say("80", await asyncio.shield(asyncio.sleep(1 / 4, "81")))
                T.append(asyncio.create_task(w2()))
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                    say("82")
                except asyncio.CancelledError as error:
                    say("83", "swallowed", show(error))
            try:
                say("84", await asyncio.wait_for(asyncio.shield(w2()), 1 / 32))
            except Exception as error:
                say("85", "went wrong", show(error))
    except BaseException as error:
        say("main ends by", show(error))
    say("left", names(asyncio.all_tasks()), [state(t) for t in T])
    T.clear()
    F.clear()
    G.clear()


asyncio.run(main())
print("over")
