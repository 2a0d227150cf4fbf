# print: separators, ends, files, flush.
import sys


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Log:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("<flush>")


log = Log()
print(1, "a", None, sep="-", end="!\n", file=log, flush=True)
print(file=log)
print("x", "y", sep="", file=log)
print("a", "b", sep=None, end=None, file=log)
print(log.parts)
print(1, 2, sep="\n")
print(*range(3), sep=", ", end=".\n")
print("to error", file=sys.stderr)
print(print("inner"), file=None)
print()
print("", end="")
print("é", "日本", "\t|")
show(lambda: print(1, sep=5))
show(lambda: print(1, end=5))
show(lambda: print(1, foo=2))
show(lambda: print(1, file=5))
show(lambda: print(1, file=object()))
