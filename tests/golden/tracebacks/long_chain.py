# Three links: cause, context, cause.
def a():
    try:
        b()
    except LookupError as e:
        raise TypeError("a") from e


def b():
    try:
        c()
    except ArithmeticError:
        raise KeyError("b")


def c():
    try:
        raise OSError("root")
    except OSError as e:
        raise ZeroDivisionError("c") from e


a()
