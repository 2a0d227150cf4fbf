"""The awaitables of an async generator, driven by hand."""
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
