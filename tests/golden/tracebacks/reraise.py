# raise without an expression, raise of the same object: lines of both.
def f():
    raise ValueError("x")


def g():
    try:
        f()
    except ValueError:
        raise


try:
    g()
except ValueError as e:
    raise e
