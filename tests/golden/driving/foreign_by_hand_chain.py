"""A chain of coroutines above foreign_by_hand, driven by hand."""
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

async def inner(catches):
    return await Foreign("steps", by_hand=True)


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
