# A script's own error with the library's words gets no explanation.
def check(value):
    raise TypeError("a coroutine was expected, got <function main at 0x0>")


check(1)
