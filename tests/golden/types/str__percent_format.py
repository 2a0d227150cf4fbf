# The % operator on strings: flags, widths, mappings, errors.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print("%d|%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%e|%.2f|%g|%c|%c|%s|%r|%a|%%" % (1, 2, 3, 4, 5, 6, 255, 255, 255, 8, 8, 12345.678, 3.14159, 0.0001, 65, "z", "s", "r", "é"))
print("%(a)s-%(b)05.1f-%(a)r" % {"a": "x", "b": 2.25}, "%s" % (1,), "%s" % [1, 2], "%s %s" % ("a", (1, 2)), "%5s|%-5s|%.2s" % ("ab", "cd", "efgh"), "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159))
print("%i %u" % (3.9, -3), "%x" % -255, "%08.3f" % -3.14159, "%+.1e" % 0, "%5c|" % "x", "%d" % True, "%s" % None, "%.3s|%10.4s|" % ("abcdef", "abcdef"), "%#.3g" % 1, "%G" % 1e-10, "%F" % float("inf"), "%05d" % -3)
show(lambda: "%d" % "a")
show(lambda: "%d" % None)
show(lambda: "%x" % 1.5)
show(lambda: "%f" % "1")
show(lambda: "%c" % 1.5)
show(lambda: "%c" % "ab")
show(lambda: "%c" % -1)
show(lambda: "%s %s" % "a")
show(lambda: "%s" % ("a", "b"))
show(lambda: "no args" % 5)
show(lambda: "no args" % {})
show(lambda: "%(k)s" % {})
show(lambda: "%(k)s" % 5)
show(lambda: "%(k" % {"k": 1})
show(lambda: "%" % ())
show(lambda: "%y" % 1)
show(lambda: "%5" % 1)
show(lambda: "%*d" % ("a", 1))
show(lambda: "%.f" % 2.5)
show(lambda: "%l" % 1)
show(lambda: "%ld" % 1)
show(lambda: "%s %(a)s" % {"a": 1})
