# Frames that alternate are not folded; those that repeat after them are.
def ping(n):
    if n:
        pong(n - 1)
    else:
        same(5)


def pong(n):
    ping(n)


def same(n):
    if not n:
        raise KeyError("end")
    same(n - 1)


ping(3)
