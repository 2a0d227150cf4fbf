# test: max-output=30
import sys

while True:
    try:
        print("ten bytes")
        print("to stderr", file=sys.stderr)
    except BaseException:
        pass
