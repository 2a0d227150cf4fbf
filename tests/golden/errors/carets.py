# Carets below the part of a line, or of several, that was running: each case is told by `logging`.
import asyncio
import logging

data = {"key": [1, 2]}


class Thing:
    def method(self, *args):
        return fail(*args)

    def __iter__(self):
        return fail()

    def __enter__(self):
        raise RuntimeError("entered")

    def __exit__(self, *args):
        pass

    def __bool__(self):
        raise RuntimeError("no truth")


thing = Thing()


def fail(*args):
    raise ValueError("failed")


def plain_calls():
    fail()


def returned_call():
    return fail()


def assigned_call():
    value = (fail(1))


def returned_method():
    return thing.method()


def part_of_a_line():
    value = 1 + (2 / 0) + 3


def operator_on_lines():
    value = (
        1
        /
        0
    )


def long_call():
    value = thing.method(
        1,
        2,
        3,
    ) + 1


def lines_left_out():
    fail(
        "first",
        "second",
        "third",
        "fourth",
    )


def chain():
    (thing
     .method(1)
     .more)


def subscripts():
    data["key"] [ 9 ]


def subscript_on_lines():
    data["key"][
        0
    ][
        1
    ]


def augmented():
    data["none"] += 1


def wide():
    日本 = "日本" + fail("é")


def wide_plain():
    value = fail("é")


def loops():
    for item in thing:
        pass


def loop_over_call():
    for item in len("ab"):
        pass


def unpacking():
    a, b = 1, 2, 3


def managers():
    with thing as a, thing as b:
        pass


def conditions():
    if not thing:
        pass


def raising():
    raise ValueError(
        "long"
    )


def asserting():
    assert 1 == 2, "never"


def formatting():
    text = f"{1 / 0:>5} and more"


def comprehension():
    values = [
        fail(item)
        for item in range(3)
    ]


def unknown():
    print(
        "a",
        unknwon,
    )


def two_on_a_line():
    value = 1; fail(); value = 2


def condition_on_lines():
    if (fail(1) and
            fail(2)):
        pass


def recursive(depth=6):
    return recursive(depth - 1) if depth else 1 // 0


async def numbers():
    yield 1
    fail()


async def async_loop():
    async for number in numbers():
        pass


async def async_comprehension():
    return [number async for number in numbers()]


async def awaiting():
    return (await async_loop()) + 1




cases = [
    plain_calls, returned_call, assigned_call, returned_method, part_of_a_line, operator_on_lines, long_call,
    lines_left_out, chain, subscripts, subscript_on_lines, augmented, wide, wide_plain, loops, loop_over_call,
    unpacking, managers, conditions, raising, asserting, formatting, comprehension, unknown, two_on_a_line,
    condition_on_lines, recursive,
]
for case in cases:
    try:
        case()
    except Exception:
        logging.exception("case")


async def main():
    for case in async_loop, async_comprehension, awaiting:
        try:
            await case()
        except Exception:
            logging.exception("case")


asyncio.run(main())
