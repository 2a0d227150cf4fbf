# A call within a call within a call.
def inner(x):
    return int(x)


def outer(x):
    return inner(inner(x) + 1)


print(outer(str(outer("41"))) + outer("x"))
