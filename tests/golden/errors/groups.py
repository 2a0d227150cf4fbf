# What an uncaught group prints: its exceptions, their causes, groups within it, and those left out.
def caused(key):
    try:
        try:
            1 / 0
        except ZeroDivisionError as error:
            raise KeyError(key) from error
    except KeyError as error:
        error.add_note("first\nsecond")
        return error


def deep(levels):
    if levels == 0:
        return ValueError("the innermost")
    return ExceptionGroup(f"level {levels}", [deep(levels - 1), KeyError(levels)])


class Several(ExceptionGroup):
    pass


try:
    raise Several("causes", [caused("a"), caused("b")])
except ExceptionGroup as error:
    many = ExceptionGroup("many", [ValueError(number) for number in range(18)])
    raise ExceptionGroup("all", [many, deep(12)]) from error
