"""Carets of decorators that fail when they are called."""
import traceback


def failing(n):
    def decorate(f):
        raise ValueError(n)

    return decorate


class table:
    items = [failing(1)]


def by_call():
    @failing(-1)
    def f():
        pass


def by_subscript():
    @table.items[0]
    def f():
        pass


def by_name():
    decorate = failing(3)

    @decorate
    class C:
        pass


def by_operator():
    class Both:
        def __or__(self, other):
            return failing("or")

    both = Both()

    @both | 3
    def f():
        pass


def by_argument():
    @failing(
        1 / 0,
    )
    def f():
        pass


for task in by_call, by_subscript, by_name, by_operator, by_argument:
    try:
        task()
    except Exception:
        print(traceback.format_exc())
