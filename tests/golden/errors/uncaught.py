# A traceback with frames, carets and a cause.
def inner(values):
    return values["key"] + 1


def outer():
    try:
        return inner({})
    except KeyError as error:
        raise RuntimeError("no luck") from error


print("before")
outer()
