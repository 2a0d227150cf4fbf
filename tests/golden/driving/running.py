"""Frames that are driven while they run."""
import asyncio


def show(error):
    text = f"{type(error).__name__}({', '.join(map(repr, error.args))})"
    if error.__cause__ is not None:
        text += f" from {type(error.__cause__).__name__}"
    elif error.__context__ is not None:
        text += f" after {type(error.__context__).__name__}"
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
