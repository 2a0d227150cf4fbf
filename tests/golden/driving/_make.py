"""Writes the driving matrix: every way to drive x every frame of a chain x every kind of frame x every state.

    python3 tests/golden/driving/_make.py

makes the scripts beside it; record them with `ouro test --bless --with python3.13 tests/golden/driving`.
"""
import os

HEAD = '''"""{title}"""
import asyncio


def show(error):
    text = f"{{type(error).__name__}}({{', '.join(map(repr, error.args))}})"
    if error.__cause__ is not None:
        text += f" from {{type(error.__cause__).__name__}}"
    elif error.__context__ is not None:
        text += f" after {{type(error.__context__).__name__}}"
    return text


def attempt(label, action):
    try:
        print("   ", label, "->", repr(action()))
    except BaseException as error:
        print("   ", label, "!!", show(error))


class Foreign:
    """An awaitable of the script's own, by a generator or by an iterator of its own."""

    def __init__(self, name, by_hand=False, catches=False):
        self.name, self.by_hand, self.catches = name, by_hand, catches

    def __await__(self):
        return Steps(self.name) if self.by_hand else leaf_generator(self.name, self.catches)


class Steps:
    def __init__(self, name):
        self.name, self.left = name, 2

    def __iter__(self):
        return self

    def __next__(self):
        return self.send(None)

    def send(self, value):
        print("     ", self.name, "is sent", value)
        if not self.left:
            raise StopIteration(self.name + " is done")
        self.left -= 1
        return self.name + str(self.left)

    def throw(self, *error):
        print("     ", self.name, "is thrown", *map(repr, error))
        raise error[0]

    def close(self):
        print("     ", self.name, "is closed")


def leaf_generator(name, catches):
    for i in range(2):
        try:
            got = yield name + str(i)
            print("     ", name, "got", got)
        except BaseException as error:
            print("     ", name, "sees", show(error))
            if not catches:
                raise
        finally:
            print("     ", name, "finally")
    return name + " is done"


async def leaf(name, catches):
    return await Foreign(name, catches=catches)
'''

CHAINS = {
    "coroutine": '''
async def inner(catches):
    return await leaf("leaf", catches)
''',
    "foreign": '''
async def inner(catches):
    return await Foreign("foreign", catches=catches)
''',
    "foreign_by_hand": '''
async def inner(catches):
    return await Foreign("steps", by_hand=True)
''',
    "async_generator": '''
async def items(catches):
    try:
        yield await leaf("leaf", catches)
        yield await leaf("second", catches)
    finally:
        print("      items finally")


async def inner(catches):
    return [x async for x in items(catches)]
''',
    "generator": '''
class Between:
    def __init__(self, catches):
        self.catches = catches

    def __await__(self):
        try:
            return (yield from leaf_generator("leaf", self.catches))
        finally:
            print("      between finally")


async def inner(catches):
    return await Between(catches)
''',
    "library": '''
async def inner(catches):
    try:
        return await asyncio.wait_for(leaf("leaf", catches), None)
    finally:
        print("      inner finally")
''',
}

BODY = '''

async def middle(catches):
    try:
        return "middle", await inner(catches)
    except ValueError as error:
        print("      middle sees", show(error))
        raise
    finally:
        print("      middle finally")


async def outer(catches):
    held.append(middle(catches))
    return "outer", await held[-1]


held = []


def states(chain):
    for name, frame in chain.items():
        print("     ", name, "running" if frame.cr_running else "waits", frame.cr_await is not None)


ACTIONS = {
    "send None": lambda frame: frame.send(None),
    "send 7": lambda frame: frame.send(7),
    "throw ValueError": lambda frame: frame.throw(ValueError("v")),
    "throw GeneratorExit": lambda frame: frame.throw(GeneratorExit()),
    "throw StopIteration": lambda frame: frame.throw(StopIteration("s")),
    "throw CancelledError": lambda frame: frame.throw(asyncio.CancelledError("c")),
    "close": lambda frame: frame.close(),
}


def fresh(catches):
    held.clear()
    return outer(catches)


async def main():
    for catches in (False, True):
        for state in ("before start", "suspended", "suspended twice", "finished"):
            for whose in ("outermost", "middle"):
                for name, action in ACTIONS.items():
                    print(state, "|", whose, "|", name, "| catches", catches)
                    chain = fresh(catches)
                    steps = {"before start": 0, "suspended": 1, "suspended twice": 2, "finished": 9}[state]
                    for _ in range(steps):
                        try:
                            chain.send(None)
                        except StopIteration:
                            break
                    if whose == "middle" and not held:
                        chain.close()
                        continue
                    frame = chain if whose == "outermost" else held[-1]
                    attempt(name, lambda: action(frame))
                    print("      outer", chain.cr_running, chain.cr_suspended, "middle", [h.cr_suspended for h in held])
                    attempt("then send None", lambda: chain.send(None))
                    attempt("then close", lambda: chain.close())
                    attempt("then close the middle", lambda: [h.close() for h in held])


asyncio.run(main())
'''

AGEN = '''

ACTIONS = {
    "asend None": lambda gen: gen.asend(None),
    "asend 7": lambda gen: gen.asend(7),
    "athrow ValueError": lambda gen: gen.athrow(ValueError("v")),
    "athrow GeneratorExit": lambda gen: gen.athrow(GeneratorExit()),
    "athrow LookupError": lambda gen: gen.athrow(LookupError("l")),
    "aclose": lambda gen: gen.aclose(),
    "anext with default": lambda gen: anext(gen, "default"),
}
DRIVES = {
    "send None": lambda step: step.send(None),
    "send 7": lambda step: step.send(7),
    "throw KeyError": lambda step: step.throw(KeyError("k")),
    "throw GeneratorExit": lambda step: step.throw(GeneratorExit()),
    "close": lambda step: step.close(),
}


async def items(catches):
    for i in range(2):
        try:
            await leaf("leaf", False)
            got = yield i
            print("      items got", got)
        except BaseException as error:
            print("      items sees", show(error))
            if not catches:
                raise
        finally:
            print("      items finally")


def run_to_item(step):
    try:
        while True:
            step.send(None)
    except StopIteration as stop:
        return stop.value
    except StopAsyncIteration:
        return "end"


def main():
    for catches in (False, True):
        for state in ("before start", "at an item", "finished"):
            for name, action in ACTIONS.items():
                for drive_name, drive in DRIVES.items():
                    print(state, "|", name, "|", drive_name, "| catches", catches)
                    gen = items(catches)
                    for _ in range({"before start": 0, "at an item": 1, "finished": 3}[state]):
                        run_to_item(gen.asend(None))
                    step = action(gen)
                    attempt(drive_name, lambda: drive(step))
                    attempt("then send None", lambda: step.send(None))
                    print("     ", gen.ag_running, gen.ag_suspended, gen.ag_await is not None)
                    attempt("then throw OSError", lambda: step.throw(OSError("o")))
                    attempt("then close", lambda: step.close())
                    attempt("then asend", lambda: run_to_item(gen.asend(None)))
                    attempt("then aclose", lambda: run_to_item(gen.aclose()))


main()
'''

GEN = '''

def inner(catches):
    return (yield from leaf_generator("leaf", catches))


def middle(catches):
    try:
        return "middle", (yield from inner(catches))
    finally:
        print("      middle finally")


def outer(catches):
    held.append(middle(catches))
    return "outer", (yield from held[-1])


held = []
ACTIONS = {
    "next": next,
    "send 7": lambda frame: frame.send(7),
    "throw ValueError": lambda frame: frame.throw(ValueError("v")),
    "throw a class": lambda frame: frame.throw(KeyError),
    "throw GeneratorExit": lambda frame: frame.throw(GeneratorExit()),
    "throw StopIteration": lambda frame: frame.throw(StopIteration("s")),
    "close": lambda frame: frame.close(),
}


def main():
    for catches in (False, True):
        for state in ("before start", "suspended", "suspended twice", "finished"):
            for whose in ("outermost", "middle"):
                for name, action in ACTIONS.items():
                    print(state, "|", whose, "|", name, "| catches", catches)
                    held.clear()
                    chain = outer(catches)
                    for _ in range({"before start": 0, "suspended": 1, "suspended twice": 2, "finished": 9}[state]):
                        next(chain, None)
                    if whose == "middle" and not held:
                        continue
                    frame = chain if whose == "outermost" else held[-1]
                    attempt(name, lambda: action(frame))
                    print("      outer", chain.gi_running, chain.gi_suspended, chain.gi_yieldfrom is not None)
                    attempt("then next", lambda: next(chain))
                    attempt("then close", lambda: chain.close())
                    attempt("then close the middle", lambda: [h.close() for h in held])


main()
'''

RUNNING = '''

frames = {}


def poke(label):
    for name, frame in frames.items():
        for action in ("send", "throw", "close"):
            arguments = {"send": (None,), "throw": (ValueError("poked"),), "close": ()}[action]
            if hasattr(frame, action):
                attempt(f"{label}: {name}.{action}", lambda: getattr(frame, action)(*arguments))


class Bottom:
    def __await__(self):
        poke("from the innermost")
        yield "pause"
        poke("after a pause")
        return "bottom"


async def items():
    yield await Bottom()


async def low():
    return [x async for x in frames["items"]]


async def high():
    frames["low"] = low()
    return await frames["low"]


frames["items"] = items()
frames["high"] = high()
attempt("send", lambda: frames["high"].send(None))
poke("suspended")
attempt("send", lambda: frames["high"].send(None))


def generator():
    poke("from a generator")
    yield 1


frames.clear()
frames["generator"] = generator()
attempt("next", lambda: next(frames["generator"]))
attempt("for", lambda: list(frames["generator"]))
'''


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    scripts = {f"{name}_chain": (f"A chain of coroutines above {name}, driven by hand.", chain + BODY) for name, chain in CHAINS.items()}
    scripts["async_generator_steps"] = ("The awaitables of an async generator, driven by hand.", AGEN)
    scripts["generator_chain"] = ("A chain of generators, driven by hand.", GEN)
    scripts["running"] = ("Frames that are driven while they run.", RUNNING)
    for name, (title, text) in scripts.items():
        with open(os.path.join(folder, name + ".py"), "w") as file:
            file.write(HEAD.format(title=title) + text)


main()
