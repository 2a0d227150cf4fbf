# finally that raises: the first error is the context.
def f():
    try:
        raise ValueError("body")
    finally:
        raise TypeError("finally")


f()
