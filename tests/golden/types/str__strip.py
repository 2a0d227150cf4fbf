# strip, lstrip, rstrip, removeprefix, removesuffix, justification, zfill, expandtabs.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(repr("  a b \t".strip()), repr("xxaxx".strip("x")), repr("abcba".lstrip("ab")), repr("abcba".rstrip("ab")), repr("\u3000 a\u00a0".strip()), repr("aaa".strip("a")), repr(" a ".strip(None)))
print("unhappy".removeprefix("un"), "unhappy".removeprefix("x"), "file.py".removesuffix(".py"), "x".removesuffix(""), "aa".removeprefix("a"))
print(repr("ab".center(7)), repr("ab".center(7, "*")), repr("abc".center(6, ".")), repr("ab".ljust(4, "-")), repr("ab".rjust(4, "-")), repr("abc".center(2)), repr("é".center(4, "日")))
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "--4".zfill(5), "".zfill(2), "abc".zfill(2))
print(repr("a\tb\tc".expandtabs()), repr("a\tb".expandtabs(4)), repr("\t\n\tx".expandtabs(2)), repr("a\tb".expandtabs(0)), repr("a\tb".expandtabs(-1)), repr("ab\rc\td".expandtabs(tabsize=4)))
show(lambda: "a".strip(1))
show(lambda: "a".center())
show(lambda: "a".center(5, "xy"))
show(lambda: "a".center(5, ""))
show(lambda: "a".ljust("5"))
show(lambda: "a".ljust(5, 1))
show(lambda: "a".zfill())
show(lambda: "a".removeprefix(1))
show(lambda: "a".removeprefix())
show(lambda: len("a".center(10**12)))
