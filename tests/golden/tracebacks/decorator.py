# An error in a decorator call, and in the decorator itself.
def deco(limit):
    if limit < 0:
        raise ValueError(f"limit {limit}")

    def wrap(fn):
        return fn

    return wrap


@deco(1)
@deco(-1)
def job():
    pass
